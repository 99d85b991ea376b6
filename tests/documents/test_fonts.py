"""The shipped fonts: lining digits, every letter of Indonesian papers, licences beside them."""

import pytest
from PIL import ImageFont

from kpm_desktop import paths
from kpm_desktop.documents import fonts
from kpm_desktop.documents.wording import UnknownTokenError, fill

PUNCTUATION = "’‘“”–—…•×.,;:!?()/&<>'\"{}%+-"


@pytest.mark.parametrize("key", list(fonts.FILES))
def test_every_font_has_the_letters_of_our_papers(key: str) -> None:
    letters = "".join(map(chr, range(0x20, 0x7F))) + PUNCTUATION + "éÉüñŠ\u00a0"
    assert fonts.missing_glyphs(letters, key) == ""
    assert fonts.missing_glyphs("a\u4e00b\u4e00\n", key) == "\u4e00\n"


@pytest.mark.parametrize("file", ["KPMGaramond-Regular.ttf", "KPMGaramond-Italic.ttf"])
def test_digits_are_lining_and_a_one_is_no_letter(file: str) -> None:
    font = ImageFont.truetype(str(paths.resource("fonts", file)), 200)
    heights = {font.getbbox(digit)[1] for digit in "0123456789"}
    assert max(heights) - min(heights) <= 12
    assert font.getmask("1").getbbox() != font.getmask("I").getbbox()


def test_each_font_lies_beside_its_licence() -> None:
    for name in ("OFL-EBGaramond.txt", "OFL-Lato.txt", "OFL-Liberation.txt"):
        assert "SIL OPEN FONT LICENSE" in paths.resource("fonts", name).read_text("utf-8")


def test_a_value_is_never_scanned_again_for_tokens() -> None:
    assert fill("{nama} dari {desa}", {"nama": "{desa}", "desa": "Paiton"}) == "{desa} dari Paiton"
    with pytest.raises(UnknownTokenError):
        fill("{tidak_ada}", {"nama": ""})
