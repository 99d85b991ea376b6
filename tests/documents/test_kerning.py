"""The advances of pairs of letters, beside another layout engine: Pillow with libraqm and fribidi."""

import itertools

import pytest
from PIL import ImageFont

from kpm_desktop import paths
from kpm_desktop.documents import fonts


def test_letters_are_kerned_and_never_joined() -> None:
    """The advances of pairs as Pillow's layout engine, which shares no code with ours, measures them."""
    for key, file in fonts.FILES.items():
        font = ImageFont.truetype(str(paths.resource("fonts", file)), 1000)
        kerning = "kern" if key in fonts.KERNED else "-kern"
        for pair in itertools.product("AVTWYfi'’", repeat=2):
            text = "".join(pair)
            measured = font.getlength(text, features=["-liga", kerning])
            assert len(fonts.advances(text, key)) == 2
            assert sum(fonts.advances(text, key)) == pytest.approx(measured, abs=1.5)
    assert sum(fonts.advances("AV", "EG")) < sum(map(fonts.letter_advances("EG").__getitem__, "AV")) - 50
