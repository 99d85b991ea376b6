"""Pengaturan: the office with its letterhead and emblem, and who signs."""

import dataclasses
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.office import Office, Signatory, office_problems, signatory_problems
from kpm_desktop.domain.signing import post_lines, valid_on
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.parts import Offer, Pill
from kpm_desktop.ui.settings.live_form import LiveForm
from kpm_desktop.ui.theme import theme

OFFICE_FIELDS = (
    FieldSpec("upper_name", "Baris pertama kop", hint="misalnya Pemerintah Kabupaten Probolinggo"),
    FieldSpec("name", "Nama kantor", required=True),
    FieldSpec("address", "Alamat", "long", lines=2),
    FieldSpec("phone", "Telepon", half=True),
    FieldSpec("town", "Kota tempat surat dibuat", half=True),
    FieldSpec("website", "Laman", half=True),
    FieldSpec("email", "Pos-el", half=True),
    FieldSpec("unit_code", "Kode perangkat daerah", half=True, hint="dipakai di nomor surat"),
)
SIGN_MODES = (
    ("own", "Jabatan sendiri"),
    ("an", "a.n. (satu tingkat di bawah)"),
    ("ub", "u.b. (dua tingkat di bawah)"),
    ("plt", "Plt."),
    ("plh", "Plh."),
    ("pj", "Pj."),
)
SIGNATORY_FIELDS = (
    FieldSpec("name", "Nama tanpa gelar", section="Orang", required=True),
    FieldSpec("title_front", "Gelar depan", section="Orang", half=True),
    FieldSpec("title_back", "Gelar belakang", section="Orang", half=True),
    FieldSpec("nip", "NIP", section="Orang", hint="18 angka"),
    FieldSpec("rank_title", "Pangkat", section="Orang", half=True),
    FieldSpec("grade", "Golongan", section="Orang", half=True),
    FieldSpec("sign_mode", "Cara tanda tangan", "pick", section="Jabatan", column=1, options=SIGN_MODES),
    FieldSpec(
        "position",
        "Jabatan",
        "long",
        section="Jabatan",
        column=1,
        lines=3,
        required=True,
        hint="a.n. dan u.b.: satu jabatan di setiap baris, dari atas",
    ),
    FieldSpec("valid_from", "Berlaku mulai", "date", section="Jabatan", column=1, half=True),
    FieldSpec("valid_to", "Berlaku sampai", "date", section="Jabatan", column=1, half=True),
)


class OfficeGroup(QWidget):
    """Kantor dan kop."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._emblem = QLabel()
        self._emblem.setAccessibleName("Lambang daerah di kop")
        self._emblem.setFixedSize(theme().size(84), theme().size(84))
        self._emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = parts.button("Pilih gambar lambang…", "upload")
        choose.clicked.connect(self._choose_emblem)
        self._drop = parts.button("Lepas lambang", "x", "link")
        self._drop.clicked.connect(self._drop_emblem)
        words = parts.label(
            "Gambar PNG atau JPEG, dicetak hitam di kop dan berwarna di sertifikat.", "hint", wrap=True
        )
        picture = parts.row(
            self._emblem, parts.column(words, parts.row(choose, self._drop, None), None), spacing=16
        )
        self.form = LiveForm(OFFICE_FIELDS, self._load, self._save, office_problems, shell.now().date())
        box = parts.column(picture, self.form, spacing=12)
        self.setLayout(box)
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored."""
        self.form.refresh()
        office = self._load()
        self._drop.setVisible(bool(office.emblem))
        if office.emblem:
            _, data = self._shell.workspace.data_file.asset(office.emblem)
            picture = QPixmap()
            picture.loadFromData(data)
            self._emblem.setPixmap(_on_paper(picture, self._emblem.size()))
        else:
            self._emblem.setPixmap(QPixmap())
            self._emblem.setText("kosong")

    def _load(self) -> Office:
        return self._shell.workspace.data_file.office.get()

    def _save(self, office: Office, before: Office) -> None:
        self._shell.workspace.run(
            "edit", "Ubah data kantor", lambda data_file: data_file.office.save(office, before)
        )

    def _choose_emblem(self) -> None:
        path = dialogs.choose_file(self, "Pilih gambar lambang", dialogs.PICTURE_FILES)
        if path is None:
            return

        def take(data_file: DataFile) -> None:
            name = workflows.take_picture.take_picture(data_file, path, "emblem")
            data_file.office.save(dataclasses.replace(data_file.office.get(), emblem=name))

        try:
            self._shell.workspace.run("edit", "Ganti lambang di kop", take)
        except workflows.take_picture.UnusablePictureError:
            dialogs.tell(
                self,
                Explanation(
                    "Gambar ini tidak dapat dibaca.",
                    "Lambang yang lama tetap dipakai.",
                    "Pilih berkas PNG atau JPEG lain.",
                ),
            )

    def _drop_emblem(self) -> None:
        office = self._load()
        self._save(dataclasses.replace(office, emblem=""), office)


class SignatoryGroup(QWidget):
    """Penandatangan: who signs on which days, and how."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        add = parts.button("Tambah penandatangan", "plus", "primary")
        add.clicked.connect(self._add)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().size(8))
        self.setLayout(parts.column(parts.row(add, None), self._list, None, spacing=12))
        self.refresh()

    def refresh(self) -> None:
        """Show all signatories, the newest first."""
        parts.clear(self._list)
        found = self._shell.workspace.data_file.office.signatories()
        for signatory in found:
            self._list.addWidget(self._card(signatory))
        if not found:
            self._list.addWidget(
                parts.EmptyState(
                    "signature",
                    "Belum ada penandatangan. Tanpa yang berlaku, sertifikat tidak dapat terbit.",
                )
            )

    def _card(self, signatory: Signatory) -> QWidget:
        today = self._shell.now().date()
        posts = " ".join(post_lines(signatory))
        edit, drop = (
            parts.button("Ubah", "pencil"),
            parts.icon_button("trash", f"Buang {signatory.full_name}"),
        )
        edit.clicked.connect(partial(self._edit, signatory))
        drop.clicked.connect(partial(self._delete, signatory))
        state = (
            Pill("Berlaku", "ok")
            if valid_on(signatory, today)
            else Pill("Tidak berlaku hari ini", "neu", "clock")
        )
        text = parts.column(
            parts.row(parts.label(signatory.full_name, "bold"), state, None),
            parts.label(posts or "jabatan belum diisi", "secondary", wrap=True),
            parts.label(validity_words(signatory), "secondary"),
            spacing=2,
        )
        inner = parts.row(text, edit, drop)
        inner.setStretch(0, 1)
        inner.setContentsMargins(theme().size(14), theme().size(10), theme().size(14), theme().size(10))
        return parts.frame("card", inner)

    def _add(self) -> None:
        self._ask(Signatory(self._shell.workspace.data_file.new_uid()), is_new=True)

    def _edit(self, signatory: Signatory) -> None:
        self._ask(signatory, is_new=False)

    def _ask(self, signatory: Signatory, *, is_new: bool) -> None:
        label = "Tambah penandatangan" if is_new else "Ubah penandatangan"

        def save(changed: Signatory, _notes: tuple[Note, ...]) -> str:
            before = None if is_new else signatory
            done = self._shell.workspace.run(
                "edit", label, lambda data_file: data_file.office.save_signatory(changed, before)
            )
            return "" if done is not None else "Belum tersimpan. Coba lagi."

        dialog = FormDialog(
            FormSpec(label, "signature", SIGNATORY_FIELDS),
            signatory,
            FormHooks(save=save, check=signatory_problems),
            today=self._shell.now().date(),
            is_new=is_new,
            parent=self._shell.window(),
        )
        dialog.open()

    def _delete(self, signatory: Signatory) -> None:
        self._shell.workspace.run(
            "delete",
            "Buang penandatangan",
            lambda data_file: data_file.office.delete_signatory(signatory.uid),
        )


def _on_paper(picture: QPixmap, size: QSize) -> QPixmap:
    """Return a picture in the middle of white, as it is printed, in the dark too."""
    inner = QSize(size.width() - theme().size(8), size.height() - theme().size(8))
    fitted = picture.scaled(
        inner, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    paper = QPixmap(size)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    place = fitted.rect()
    place.moveCenter(paper.rect().center())
    painter.drawPixmap(place, fitted)
    painter.end()
    return paper


def validity_words(signatory: Signatory) -> str:
    """Return on which days somebody may sign, in words."""
    first, last = signatory.valid_from, signatory.valid_to
    if first and last:
        return f"Berlaku {dates.date_range(first, last)}"
    if first:
        return f"Berlaku mulai {dates.long_date(first)}"
    return f"Berlaku sampai {dates.long_date(last)}" if last else "Berlaku tanpa batas waktu"


def shared_offers(reset: Offer) -> QWidget:
    """Return the link that puts a group of settings back to what was shipped."""
    box = QWidget()
    link = parts.button(reset.text, "refresh", "link")
    link.clicked.connect(reset.act)
    box.setLayout(parts.row(link, None))
    return box
