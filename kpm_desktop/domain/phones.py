"""Telephone numbers: one stored form (digits from the 0 on), one shown form, and what is odd about them."""

import re

from kpm_desktop.domain.problem import Problem

_DECORATION = re.compile(r"[\s.\-‐-―()'’\"+]")
_SHORT_AREA_CODES = ("021", "022", "024", "031", "061")


def normalise_phone(text: str) -> str:
    """Return the number as stored: spaces, dots, dashes, brackets and quotes gone, starting with 0.

    `+62 812…`, `62812…` and `812…` (a sheet that lost the 0) become `0812…`; the caller shows the difference
    as a notice. Text that is no number comes back without its decoration, for `phone_problems` to refuse.
    """
    digits = _DECORATION.sub("", text)
    if not re.fullmatch(r"[0-9]+", digits):
        return digits
    if re.fullmatch(r"62[0-9]{8,}", digits):
        digits = digits[2:].lstrip("0")
        return f"0{digits}"
    return f"0{digits}" if digits.startswith("8") and len(digits) >= 9 else digits


def phone_problems(phone: str) -> list[Problem]:
    """Return F.106 for letters, W.214 for a mobile number of other than 10 to 13 digits or an odd landline.

    A landline starts with its area code, `0335…`, and has 9 to 12 digits. Empty is no problem.
    """
    number = normalise_phone(phone)
    if not number:
        return []
    if any(character.isalpha() for character in number):
        return [Problem("phone", "F.106")]
    lengths = range(10, 14) if number.startswith("08") else range(9, 13)
    is_fine = re.fullmatch(r"0[1-9][0-9]+", number) is not None and len(number) in lengths
    return [] if is_fine else [Problem("phone", "W.214", {"digits": str(len(number))})]


def phone_text(phone: str) -> str:
    """Return a stored number as shown: `0812-0000-0104`, landline `(0335) 421440`; other text as it is."""
    if not re.fullmatch(r"0[1-9][0-9]{7,}", phone):
        return phone
    if phone.startswith("08"):
        return "-".join(part for part in (phone[:4], phone[4:8], phone[8:]) if part)
    area = 3 if phone.startswith(_SHORT_AREA_CODES) else 4
    return f"({phone[:area]}) {phone[area:]}"
