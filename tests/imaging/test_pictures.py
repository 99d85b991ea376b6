"""Pictures that come in: bounded, re-encoded, without metadata."""

import hashlib
import io
import random

import pytest
from PIL import Image

from kpm_desktop.imaging.pictures import PictureUse, UnusablePictureError, take_in


def noise(width: int, height: int, kind: str = "PNG") -> bytes:
    data = random.Random(1).randbytes(width * height * 3)  # noqa: S311
    buffer = io.BytesIO()
    Image.frombytes("RGB", (width, height), data).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(("use", "most"), [("emblem", 400_000), ("scan", 400_000), ("background", 1_500_000)])
def test_even_noise_stays_within_its_bound(use: PictureUse, most: int) -> None:
    picture = take_in(noise(1400, 1000), use)
    assert len(picture.data) <= most
    assert picture.sha256 == hashlib.sha256(picture.data).hexdigest()
    assert picture.width / picture.height == pytest.approx(1.4, abs=0.02)
    assert Image.open(io.BytesIO(picture.data)).size == (picture.width, picture.height)


def test_an_emblem_keeps_its_transparency_and_a_photo_gets_white() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    emblem = take_in(buffer.getvalue(), "emblem")
    assert emblem.mime == "image/png"
    assert Image.open(io.BytesIO(emblem.data)).getpixel((5, 5)) == (0, 0, 0, 0)
    photo = take_in(buffer.getvalue(), "photo")
    assert photo.mime == "image/jpeg"
    assert Image.open(io.BytesIO(photo.data)).getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_lying_on_its_side_is_set_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "rahasia"
    buffer = io.BytesIO()
    Image.new("RGB", (80, 40), "navy").save(buffer, "JPEG", exif=exif)
    picture = take_in(buffer.getvalue(), "scan")
    assert (picture.width, picture.height) == (40, 80)
    assert b"rahasia" not in picture.data


@pytest.mark.parametrize("size", [(1400, 1000), (1000, 1400), (300, 400), (37, 900), (900, 37), (1, 1)])
def test_a_photo_becomes_three_to_four_and_stays_small(size: tuple[int, int]) -> None:
    picture = take_in(noise(*size), "photo")
    assert len(picture.data) <= 60_000
    assert picture.width * 4 == pytest.approx(picture.height * 3, abs=4)
    assert picture.height <= 480


def test_the_part_of_a_photo_that_was_chosen_is_kept() -> None:
    image = Image.new("RGB", (400, 400), "white")
    image.paste("navy", (200, 200, 290, 320))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    chosen = take_in(buffer.getvalue(), "photo", (0.5, 0.5, 90 / 400))
    assert (chosen.width, chosen.height) == (90, 120)
    middle = Image.open(io.BytesIO(chosen.data)).getpixel((45, 60))
    assert isinstance(middle, tuple)
    assert middle[2] > 100 > middle[0]
    whole = take_in(buffer.getvalue(), "photo")
    assert (whole.width, whole.height) == (300, 400)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"no picture", noise(60, 60)[:500]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UnusablePictureError):
        take_in(data, "emblem")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    with pytest.raises(UnusablePictureError):
        take_in(buffer.getvalue(), "photo")
