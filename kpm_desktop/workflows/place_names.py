"""What the regencies and districts that packages name by code are called, of those the program knows."""

import functools

from kpm_desktop import paths
from kpm_desktop.store import regions


@functools.cache
def regency_name(code: str) -> str:
    """Return what a regency is called; its code when it is not known."""
    known = {one.code: one.name for one in regions.regencies(paths.resource("regions"))}
    return known.get(code, code)


@functools.cache
def district_name(regency: str, code: str) -> str:
    """Return what a district of a regency is called; "" when it is not known."""
    try:
        tree = regions.load_regency(paths.resource("regions"), regency)
    except KeyError:
        return ""
    return next((one.name for one in tree.districts if one.code == code), "")


def place_name(regency: str, district: str | None) -> str:
    """Return whose data are meant, by code: "Kec. Paiton" of a district, else its regency."""
    name = district_name(regency, district) if district else ""
    return f"Kec. {name}" if name else regency_name(regency)
