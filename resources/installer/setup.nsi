; The setup of KPM Desktop: per user, without administrator's rights, in Indonesian.
; makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DPROGRAM="dist/KPM Desktop" -DOUT=Setup.exe setup.nsi
;
; Data lie in %LOCALAPPDATA%\KPM Desktop and are never touched here, unless the operator asks for it twice
; while uninstalling. Over an older or newer version the data are backed up first, by the program that is there;
; this setup and the one before are kept in %LOCALAPPDATA%\KPM Desktop\pemasang, so that there is a way back.
; Exit code 2: the running program could not be closed. 3: this Windows is too old. 4: no backup could be made.

Unicode true
Target amd64-unicode
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

!include "MUI2.nsh"
!include "WinVer.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"

!define NAME "KPM Desktop"
!define EXE "KPM Desktop.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KPMDesktop"
!define KIND "KPMDesktop.Paket"
!define KEPT "$LOCALAPPDATA\${NAME}\pemasang"
!define WINDOWS_10_1809 17763

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1057 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1057 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1057 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1057 "FileDescription" "Pemasang ${NAME}"
VIAddVersionKey /LANG=1057 "LegalCopyright" "MIT"

!define MUI_ICON "..\windows\kpm-desktop.ico"
!define MUI_UNICON "..\windows\kpm-desktop.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\Baca saya.txt"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Tampilkan petunjuk singkat"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

; A running program cannot be replaced. It is asked to close, which saves and frees its data; never ended by force.
!macro CloseProgram un
Function ${un}IsRunning
  StrCpy $0 "no"
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      StrCpy $0 "yes"
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ${un}CloseProgram
  again:
  Call ${un}IsRunning
  StrCmp $0 "no" done
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "${NAME} sedang terbuka. Isian sudah tersimpan.$\r$\n$\r$\nTekan OK: ${NAME} ditutup, lalu dilanjutkan." /SD IDOK IDOK close
  SetErrorLevel 2
  Quit
  close:
  nsExec::Exec 'taskkill /IM "${EXE}"'
  Pop $1
  ${ForEach} $2 1 60 + 1
    Sleep 250
    Call ${un}IsRunning
    ${If} $0 == "no"
      ${Break}
    ${EndIf}
  ${Next}
  StrCmp $0 "no" done
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} masih terbuka. Tutup dulu jendelanya, lalu tekan Ulangi." /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
  done:
FunctionEnd
!macroend
!insertmacro CloseProgram ""
!insertmacro CloseProgram "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${WINDOWS_10_1809}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} memerlukan Windows 10 versi 1809 atau lebih baru, 64 bit.$\r$\n$\r$\nTidak ada yang dipasang di komputer ini." /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; What the operator has must be safe before the program is changed. The program that is there makes the backup.
Function BackUp
  ${IfNot} ${FileExists} "$INSTDIR\kpm-desktop.exe"
    Return
  ${EndIf}
  DetailPrint "Membuat cadangan data..."
  nsExec::ExecToStack '"$INSTDIR\kpm-desktop.exe" backup --known'
  Pop $0
  Pop $1
  ${If} $0 != 0
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Cadangan sebelum pembaruan tidak berhasil dibuat.$\r$\n$\r$\n$1$\r$\nTetap lanjutkan tanpa cadangan?" /SD IDNO IDYES go
    SetErrorLevel 4
    Quit
    go:
  ${EndIf}
FunctionEnd

; Keep this setup and that of the version before, nothing else: the way back.
Function KeepSetups
  CreateDirectory "${KEPT}"
  FindFirst $0 $1 "${KEPT}\*.exe"
  ${DoWhile} $1 != ""
    ${If} $1 != "KPM-Desktop-$R9-Setup.exe"
    ${AndIf} "${KEPT}\$1" != $EXEPATH
      Delete "${KEPT}\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ${If} $EXEPATH != "${KEPT}\KPM-Desktop-${VERSION}-Setup.exe"
    CopyFiles /SILENT "$EXEPATH" "${KEPT}\KPM-Desktop-${VERSION}-Setup.exe"
  ${EndIf}
FunctionEnd

Section
  ReadRegStr $R9 HKCU "${UNINSTALL}" "DisplayVersion" ; the version before, or nothing
  ${VersionCompare} "$R9" "${VERSION}" $0
  ${If} $R9 != ""
  ${AndIf} $0 == 1
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Yang terpasang lebih baru: versi $R9.$\r$\n$\r$\nKembali ke versi ${VERSION}? Data dari versi baru mungkin hanya terbuka lewat cadangan." /SD IDYES IDYES back
    Quit
    back:
  ${EndIf}
  Call CloseProgram
  Call BackUp

  ; The program that was here stays aside until the new one is whole, and comes back if it does not get whole.
  RMDir /r "$INSTDIR\_lama"
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    CreateDirectory "$INSTDIR\_lama"
    Rename "$INSTDIR\_internal" "$INSTDIR\_lama\_internal"
    Rename "$INSTDIR\${EXE}" "$INSTDIR\_lama\${EXE}"
    Rename "$INSTDIR\kpm-desktop.exe" "$INSTDIR\_lama\kpm-desktop.exe"
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${PROGRAM}/*"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_lama\_internal" "$INSTDIR\_internal"
    Rename "$INSTDIR\_lama\${EXE}" "$INSTDIR\${EXE}"
    Rename "$INSTDIR\_lama\kpm-desktop.exe" "$INSTDIR\kpm-desktop.exe"
    RMDir "$INSTDIR\_lama"
    Abort "Berkas tidak dapat ditulis. Versi sebelumnya tetap terpasang; data tidak berubah."
  ${EndIf}
  RMDir /r "$INSTDIR\_lama"
  File "Baca saya.txt"
  WriteUninstaller "$INSTDIR\Copot.exe"

  Call KeepSetups
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXE}"

  WriteRegStr HKCU "Software\Classes\.paket" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "Paket ${NAME}"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${EXE}" --package "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Copot.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Copot.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.CloseProgram
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\_lama"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\kpm-desktop.exe"
  Delete "$INSTDIR\Baca saya.txt"
  Delete "$INSTDIR\Copot.exe"
  RMDir "$INSTDIR"
  RMDir /r "${KEPT}"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.paket" ""
  StrCmp $0 "${KIND}" 0 +2
  DeleteRegKey HKCU "Software\Classes\.paket"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ${If} ${FileExists} "$LOCALAPPDATA\${NAME}\*.*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Data kantor tetap disimpan di komputer ini.$\r$\n$\r$\nHapus juga semua data, cadangan dan pengaturan ${NAME}?" /SD IDNO IDNO keep
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Semua kader, kegiatan dan sertifikat di komputer ini akan hilang dan TIDAK BISA dikembalikan.$\r$\n$\r$\nSungguh hapus?" /SD IDNO IDNO keep
    RMDir /r "$LOCALAPPDATA\${NAME}"
    keep:
  ${EndIf}
SectionEnd
