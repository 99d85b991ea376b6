"""Menu entries and keys as data. A row names a method; nothing here knows a screen.

A method is looked for on the screen in front, then on the window, then on the acts that `app.py` hands over,
then among the openers. A row without a method stands only on the shortcut sheet: the widgets themselves obey
that key (Enter in a table, letters in the attendance grid).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done by key or menu; `argument` is given to the method if it is not None."""

    group: str
    text: str
    keys: tuple[str, ...] = ()
    method: str = ""
    icon: str = ""
    argument: int | None = None


FILE = "Berkas"
_GO, _LIST, _EDIT, _VIEW, _SPECIAL = "Pindah", "Daftar", "Ubah dan simpan", "Tampilan", "Halaman khusus"

FILE_MENU: tuple[Action | None, ...] = (  # None draws a line
    Action(FILE, "Buka data…", ("Ctrl+O",), "open_data", "folder-open"),
    Action(FILE, "Data baru…", (), "new_data", "plus"),
    Action(FILE, "Halaman mulai", (), "leave_data", "home"),
    Action(FILE, "Buang data contoh", (), "drop_sample", "trash"),
    None,
    Action(FILE, "Ambil dari flashdisk…", (), "receive_package", "usb"),
    Action(FILE, "Kirim ke flashdisk…", ("Ctrl+B",), "send_package", "usb"),
    Action(FILE, "Daftar paket", (), "show_packages", "list-numbers"),
    None,
    Action(FILE, "Cadangkan sekarang", (), "back_up_now", "database-export"),
    Action(FILE, "Pulihkan cadangan…", (), "restore_backup", "history"),
    None,
    Action(FILE, "Tempat sampah", (), "show_trash", "trash"),
    Action(FILE, "Riwayat", (), "show_history", "history"),
    Action(FILE, "Berbeda isi", (), "show_conflicts", "git-merge"),
    Action(FILE, "Periksa data", (), "check_data", "shield-check"),
    Action(FILE, "Paket bantuan…", (), "save_help_package", "help"),
    Action(FILE, "Salinan latihan…", (), "save_practice_copy", "school"),
    None,
    Action(FILE, "Tutup", ("Ctrl+Q",), "close_window", "x"),
)

ACTIONS: tuple[Action, ...] = (
    Action(_GO, "Beranda", ("Ctrl+1",), "show_tab", "home", 0),
    Action(_GO, "Desa", ("Ctrl+2",), "show_tab", "map-pin", 1),
    Action(_GO, "Kader", ("Ctrl+3",), "show_tab", "users", 2),
    Action(_GO, "Pembinaan", ("Ctrl+4",), "show_tab", "school", 3),
    Action(_GO, "Lomba", ("Ctrl+5",), "show_tab", "trophy", 4),
    Action(_GO, "Sertifikat", ("Ctrl+6",), "show_tab", "certificate", 5),
    Action(_GO, "Palet perintah", ("Ctrl+K",), "show_palette"),
    Action(_GO, "Menu Berkas", ("F10", "Alt+B"), "show_file_menu", "menu-2"),
    Action(_GO, "Bagian berikutnya", ("F6",), "next_region"),
    Action(_GO, "Bagian sebelumnya", ("Shift+F6",), "previous_region"),
    Action(_GO, "Kembali dari halaman penuh", ("Alt+Left",), "leave_page", "chevron-left"),
    Action(_GO, "Ke pemberitahuan di bawah", ("F7",), "focus_toast"),
    Action(_LIST, "Cari di halaman ini", ("Ctrl+F", "F3"), "focus_search", "search"),
    Action(_LIST, "Buka, ubah, buang", ("Return", "F2", "Del")),
    Action(_LIST, "Centang baris", ("Space",)),
    Action(_LIST, "Pilih semua, lepas pilihan", ("Ctrl+A", "Esc")),
    Action(_LIST, "Tambah", ("Ctrl+N",), "add_new", "plus"),
    Action(_LIST, "Impor", ("Ctrl+I",), "import_rows", "file-import"),
    Action(_LIST, "Ekspor", ("Ctrl+E",), "export_rows", "file-export"),
    Action(_LIST, "Tempel baris dari Excel", ("Ctrl+V",), "paste_rows", "clipboard-check"),
    Action(_LIST, "Salin, salin dengan judul kolom", ("Ctrl+C", "Ctrl+Shift+C")),
    Action(_LIST, "Cetak", ("Ctrl+P",), "print_rows", "printer"),
    Action(_LIST, "Menu baris", ("Shift+F10",)),
    Action(_EDIT, "Urungkan", ("Ctrl+Z",), "undo", "arrow-back-up"),
    Action(_EDIT, "Ulangi", ("Ctrl+Y",), "redo", "arrow-forward-up"),
    Action(_EDIT, "Daftar urungkan", ("Ctrl+Shift+Z",), "show_undo_list", "history"),
    Action(_EDIT, "Simpan", ("Ctrl+S",), "save", "check"),
    Action(_EDIT, "Simpan dan berikutnya, selesai", ("Ctrl+Return", "Ctrl+Enter"), "finish", "check"),
    Action(_EDIT, "Masalah berikutnya", ("F8",), "next_problem", "alert-triangle"),
    Action(_EDIT, "Masalah sebelumnya", ("Shift+F8",), "previous_problem", "alert-triangle"),
    Action(_EDIT, "Data atau halaman berikutnya", ("Ctrl+PgDown",), "next_item", "chevron-right"),
    Action(_EDIT, "Data atau halaman sebelumnya", ("Ctrl+PgUp",), "previous_item", "chevron-left"),
    Action(_EDIT, "Tampilkan NIK", ("Alt+N",), "reveal", "eye"),
    Action(_VIEW, "Panel rincian", ("F4",), "toggle_pane", "layout-grid"),
    Action(_VIEW, "Perbesar tulisan", ("Ctrl++", "Ctrl+="), "text_larger", "text-size"),
    Action(_VIEW, "Perkecil tulisan", ("Ctrl+-",), "text_smaller", "text-size"),
    Action(_VIEW, "Ukuran tulisan biasa", ("Ctrl+0",), "text_normal", "text-size"),
    Action(_VIEW, "Pengaturan", ("Ctrl+,",), "show_settings", "settings"),
    Action(_VIEW, "Bantuan halaman ini", ("F1",), "show_help", "help"),
    Action(_VIEW, "Daftar pintasan ini", ("Ctrl+/",), "show_shortcuts", "keyboard"),
    *(
        Action(
            _SPECIAL,
            f"Bagian, langkah, atau lembar ke-{number}",
            (f"Alt+{number}",),
            "show_part",
            argument=number,
        )
        for number in range(1, 10)
    ),
    Action(_SPECIAL, "Kehadiran: hadir, izin, sakit, alpa", ("H", "I", "S", "A")),
    Action(_SPECIAL, "Kehadiran: diwakili", ("W",)),
)


def menu_actions() -> list[Action]:
    """Return the entries of the menu Berkas without its lines."""
    return [entry for entry in FILE_MENU if entry is not None]
