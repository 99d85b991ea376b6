"""The layouts an office makes itself: begun from a shipped design, changed, looked at, carried to another PC.

A design file is JSON: the layout and its background picture, nothing else. Whatever comes in is checked box
by box and its picture is re-encoded. Source: paper.md section 3.3.
"""

import base64
import binascii
import dataclasses
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from kpm_desktop.documents import certificate, certificate_drawing, certificate_own
from kpm_desktop.documents.certificate import Look
from kpm_desktop.documents.certificate_designs import DESIGNS
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.certificate_own import OwnDesign
from kpm_desktop.domain.certificates import CertificateDesign
from kpm_desktop.domain.layouts import SHEETS, Layout, LayoutError, layout_from, layout_of, stored
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.pictures import (
    TooLargePictureError,
    UnusablePictureError,
    source_of,
    take_in,
)
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import certificate_wording, office_blocks
from kpm_desktop.workflows.progress import Refused

WORDS = {
    "number": "400.10.3.5/001/426.000/2019",
    "proof": "KPM1:C|CONTOH|TATA LETAK|BELUM TERBIT",
}
FORMAT: Final = "kpm-desain"
ENDING: Final = ".desain"
LARGEST: Final = 8_000_000
"""Bytes of a design file at most: a background of 1.5 MB is 2 MB in it."""
LARGEST_PICTURE: Final = 100_000_000
"""Bytes of a picture file at most."""
LEAST_DPI: Final = 150
"""Below this a background looks coarse on paper."""
_STRETCHED: Final = 0.02
_MM_PER_INCH: Final = 25.4
NAME_LENGTH: Final = 80


@dataclasses.dataclass(frozen=True, slots=True)
class Background:
    """A picture that came in: its SHA-256 in hex, its JPEG, the sheet it is for, and warnings about it."""

    name: str
    data: bytes
    paper: str
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """What the editor shows of one person: what draws the page, and what stands against issuing it."""

    draw: Callable[[], bytes]
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DesignFile:
    """What a design file holds, checked: a name, the layout and the picture it shows, by its SHA-256."""

    name: str
    layout: Layout
    pictures: Mapping[str, bytes]


def own_design(data_file: DataFile, uid: Uid) -> OwnDesign:
    """Return a stored design as certificates are composed with it. Raises LayoutError for a damaged one."""
    design = data_file.certificates.get_design(uid)
    return OwnDesign(design.name, design.version or 1, layout_of(design))


def look_of(data_file: DataFile, look: Look) -> Look:
    """Return the look with the office's own design when its `design` is the uid of one, in hex.

    Raises LayoutError for a damaged one, KeyError for one that never was.
    """
    if look.design in DESIGNS:
        return look
    own = own_design(data_file, bytes.fromhex(look.design))
    return dataclasses.replace(look, own=own, paper=own.layout.paper)


def design_words(data_file: DataFile, design: str) -> str:
    """Return how a design is called: a shipped one, or the uid of the office's own in hex."""
    if design in DESIGNS:
        return design.capitalize()
    return data_file.certificates.get_design(bytes.fromhex(design)).name


def start(design: str, paper: str) -> Layout:
    """Return the layout of a shipped design, to begin with."""
    return certificate_own.start(design, paper)


def show(
    data_file: DataFile,
    layout: Layout,
    series: Uid | None,
    person: Uid | None,
    pictures: Mapping[str, bytes] | None = None,
    name: str = "",
) -> Shown:
    """Return the page with the live data of a person who earned a certificate, or with invented data.

    `name` stands for that of the invented person, `pictures` are those that are not in the data file yet.
    Nothing is written, and the code is a draft that no check accepts.
    """
    text = _text(data_file, series, person)
    if name:
        text = dataclasses.replace(text, name=name)
    look = Look(own=OwnDesign("", 1, layout), paper=layout.paper)
    made = certificate.compose(text, look=look, proof_text=WORDS["proof"], short_code="CONTOH22")
    new = pictures or {}
    assets = {name: new.get(name) or data_file.asset(name)[1] for name in made.frozen.assets}
    draw = partial(certificate_drawing.draw, [Printout(made.frozen)], assets)
    return Shown(draw, made.problems)


def read_background(path: Path, paper: str = "") -> Background | Refused:
    """Return a picture to lie below the page; without a sheet it is for the one most like it in shape.

    Nothing is written. Raises OSError.

    Refused with F.415 when it is no picture, F.416 when it is too large; warned of are W.409 few dots,
    W.410 another shape than the sheet, W.411 colours for a press.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST_PICTURE else None
        if data is None:
            return Refused((Problem("background", "F.416"),))
        source = source_of(data)
        picture = take_in(data, "background")
    except TooLargePictureError:
        return Refused((Problem("background", "F.416"),))
    except UnusablePictureError:
        return Refused((Problem("background", "F.415"),))
    ratio = source.width / source.height
    paper = paper or min(SHEETS, key=lambda name: abs(SHEETS[name][0] / SHEETS[name][1] - ratio))
    width, height = SHEETS[paper]
    problems = []
    dpi = source.width / (width / _MM_PER_INCH)
    if dpi < LEAST_DPI:
        wanted = (str(round(side / _MM_PER_INCH * LEAST_DPI)) for side in (width, height))
        facts = {"dpi": f"{dpi:.0f}", "wanted": " x ".join(wanted)}
        problems.append(Problem("background", "W.409", facts))
    if abs(ratio * height / width - 1) > _STRETCHED:
        problems.append(Problem("background", "W.410", {"paper": paper}))
    if source.is_cmyk:
        problems.append(Problem("background", "W.411"))
    return Background(picture.sha256, picture.data, paper, tuple(problems))


def save(
    data_file: DataFile,
    design: CertificateDesign,
    layout: Layout,
    pictures: Mapping[str, bytes],
    loaded: CertificateDesign | None = None,
) -> None:
    """Write a layout as the design's next version within the open operation, with the picture it shows.

    `pictures` are those that came in since, by their SHA-256 in hex; `loaded` is the design as it was read.
    """
    if layout.background in pictures:
        data_file.put_asset(pictures[layout.background], "image/jpeg")
    data_file.certificates.save_design(stored(design, layout), loaded)


def free_name(data_file: DataFile, name: str) -> str:
    """Return the name, or with `(2)` behind it when a design has it already."""
    known = {one.name for one in data_file.certificates.designs()}
    title, count = name, 1
    while title in known:
        count += 1
        title = f"{name} ({count})"
    return title


def earners(data_file: DataFile, series: Uid) -> list[tuple[Uid, str]]:
    """Return (person, printed name) of those who earned a certificate of a series, in paper order."""
    return [
        (one.person, certificate_wording.printed_name(one, upper_case=True))
        for one in data_file.certificates.earned(series)
    ]


def export_design(data_file: DataFile, uid: Uid) -> bytes:
    """Return a design as a file for another PC."""
    design = data_file.certificates.get_design(uid)
    layout = layout_of(design)
    picture = data_file.asset(layout.background)[1] if layout.background else b""
    content = {
        "format": FORMAT,
        "v": 1,
        "name": design.name,
        "layout": {**dataclasses.asdict(layout), "background": ""},
        "picture": base64.b64encode(picture).decode(),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_design(content: bytes) -> DesignFile | Refused:
    """Return what a design file holds. Refused with F.414 when it is none, damaged or too large."""
    try:
        name, layout, picture = _read(content)
        taken = take_in(picture, "background") if picture else None
    except (LayoutError, UnusablePictureError):
        return Refused((Problem("design", "F.414"),))
    changed = dataclasses.replace(layout, background=taken.sha256 if taken else "")
    return DesignFile(name, changed, {taken.sha256: taken.data} if taken else {})


def take_in_design(data_file: DataFile, design: DesignFile, name: str) -> None:
    """Write what a design file holds as a new design of this name, within the open operation."""
    save(data_file, CertificateDesign(data_file.new_uid(), name), design.layout, design.pictures)


def _read(content: bytes) -> tuple[str, Layout, bytes]:
    if len(content) > LARGEST:
        raise LayoutError("too large")
    try:
        values = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise LayoutError("not JSON") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT or values.get("v") != 1:
        raise LayoutError("another format")
    name, picture = values.get("name"), values.get("picture", "")
    if not isinstance(name, str) or not name.strip() or not isinstance(picture, str):
        raise LayoutError("name or picture")
    try:
        data = base64.b64decode(picture, validate=True)
    except (ValueError, binascii.Error) as error:
        raise LayoutError("picture") from error
    return " ".join(name.split())[:NAME_LENGTH], layout_from(values.get("layout")), data


def _text(data_file: DataFile, series: Uid | None, person: Uid | None) -> certificate.CertificateText:
    day = data_file.now().date()
    signatory = office_blocks.signatory_on(data_file, day, None)
    if series is not None:
        earned = data_file.certificates.earned(series)
        found = next((one for one in earned if one.person == person), earned[0] if earned else None)
        if found is not None:
            facts = certificate_wording.series_facts(data_file, series, day, signatory, None)
            text = certificate_wording.text_for(facts, found, WORDS["number"], back=False, upper_case=True)
            return dataclasses.replace(text, photo=data_file.people.get(found.person).photo)
    office = data_file.office.get()
    signer = office_blocks.signer(signatory, titles=False) if signatory else office_blocks.EMPTY_SIGNER
    return dataclasses.replace(
        certificate_wording.sample_text(office, WORDS["number"]),
        place_and_date=office_blocks.place_and_date(office, day),
        signer=signer,
    )
