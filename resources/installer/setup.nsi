; The setup of KPM Desktop: per user, without administrator's rights, in Indonesian.
; makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 -DPROGRAM="dist/KPM Desktop" -DOUT=Setup.exe setup.nsi
;
; Data lie in %LOCALAPPDATA%\KPM Desktop and are never touched here, unless the operator asks for it twice
; while uninstalling. Over an older or newer version the data are backed up first, by the program that is there;
; this setup and the one before are kept in %LOCALAPPDATA%\KPM Desktop\pemasang, so that there is a way back.
; Exit code 2: the running program could not be closed. 3: this Windows is too old. 4: no backup could be made.
;
; Questions stand on pages of our own: the buttons of a message box speak the language of Windows.

Unicode true
Target amd64-unicode
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 32 ; both programs hold the same archive; the second one costs nothing then
ManifestDPIAware true

!include "MUI2.nsh"
!include "nsDialogs.nsh"
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
!define MUI_WELCOMEFINISHPAGE_BITMAP "samping.bmp"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\Baca saya.txt"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Tampilkan petunjuk singkat"
!insertmacro MUI_PAGE_WELCOME
Page custom TellUpdate ReadUpdate
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.AskData un.ReadData
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Indonesian"

Var Before       ; the version that is installed, or nothing
Var Box          ; a box to tick, on the page in front
Var Sure         ; the second one, shown once the first is ticked
Var MayLack      ; 1: install even if no backup can be made
Var DeleteData   ; 1: both boxes were ticked

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
  Call ${un}IsRunning
  StrCmp $0 "no" done
  DetailPrint "Menutup ${NAME}..."
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
  SetErrorLevel 2
  Abort "${NAME} masih terbuka. Tutup dulu jendelanya, lalu jalankan ini lagi. Tidak ada yang diubah."
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

; Over a version that is there: what will be done, before it is done.
Function TellUpdate
  ReadRegStr $Before HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $Before == ""
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "Memperbarui ${NAME}" "Terpasang: versi $Before. Yang akan dipasang: versi ${VERSION}."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 32u "Data kantor dicadangkan dulu dan cadangannya diuji baca. ${NAME} yang masih terbuka akan ditutup; isian sudah tersimpan."
  Pop $0
  ${VersionCompare} "$Before" "${VERSION}" $1
  ${If} $1 == 1
    ${NSD_CreateLabel} 0 36u 100% 32u "Yang terpasang LEBIH BARU. Data yang sudah diubah versi baru mungkin tidak terbuka di versi ${VERSION}; lalu pilih Pulihkan cadangan."
    Pop $0
  ${EndIf}
  ${NSD_CreateCheckbox} 0 76u 100% 12u "Tetap pasang bila cadangan tidak berhasil dibuat"
  Pop $Box
  nsDialogs::Show
FunctionEnd

Function ReadUpdate
  ${NSD_GetState} $Box $MayLack
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
  ${AndIf} $MayLack != 1
    DetailPrint "$1"
    SetErrorLevel 4
    Abort "Cadangan tidak berhasil dibuat, jadi tidak ada yang diubah. Ulangi, atau centang Tetap pasang."
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

; The data stay, unless both boxes are ticked; the second one only comes with the first.
Function un.AskData
  !insertmacro MUI_HEADER_TEXT "Mencopot ${NAME}" "Data kantor tetap di komputer ini, kecuali Anda meminta dihapus."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "Program dicopot dari $INSTDIR. ${NAME} yang masih terbuka akan ditutup; isian sudah tersimpan."
  Pop $0
  ${NSD_CreateCheckbox} 0 36u 100% 12u "Hapus juga semua &data, cadangan dan pengaturan"
  Pop $Box
  ${NSD_OnClick} $Box un.ShowSure
  ${NSD_CreateCheckbox} 0 56u 100% 24u "&Ya, semua kader, kegiatan dan sertifikat di komputer ini hilang dan TIDAK BISA dikembalikan"
  Pop $Sure
  ShowWindow $Sure ${SW_HIDE}
  nsDialogs::Show
FunctionEnd

Function un.ShowSure
  Pop $0
  ${NSD_SetState} $Sure ${BST_UNCHECKED}
  ${NSD_GetState} $Box $0
  ${If} $0 == ${BST_CHECKED}
    ShowWindow $Sure ${SW_SHOW}
  ${Else}
    ShowWindow $Sure ${SW_HIDE}
  ${EndIf}
FunctionEnd

Function un.ReadData
  StrCpy $DeleteData 0
  ${NSD_GetState} $Box $0
  ${NSD_GetState} $Sure $1
  ${If} $0 == ${BST_CHECKED}
    ${If} $1 != ${BST_CHECKED}
      Abort ; the second box was not ticked: stay on the page
    ${EndIf}
    StrCpy $DeleteData 1
  ${EndIf}
FunctionEnd

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

  ${If} $DeleteData == 1
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
SectionEnd
