"""Which acts are open to rows of the register, and the order of what is ready."""

from collections.abc import Callable, Sequence

from kpm_desktop.domain import names
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.ui.certificates.columns import line
from kpm_desktop.ui.tables.column import Row


def paper_key(certificate: CertificateLine) -> tuple[str, ...]:
    """Return what puts ready certificates in the order of the paper: place, then name."""
    place = certificate.district_name, certificate.village_name
    return (certificate.series_name, *place, names.sort_key(certificate.name))


def fixed(words: str) -> Callable[[int], str]:
    """Return the words of an act on one row, whatever the number."""
    return lambda _count: words


def all_ready(rows: Sequence[Row]) -> bool:
    """Tell whether all are ready and of one series: they can be one run."""
    return (
        bool(rows)
        and all(line(row).state == "ready" for row in rows)
        and len({line(row).series for row in rows}) == 1
    )


def any_ready(rows: Sequence[Row]) -> bool:
    """Tell whether one can still be taken out."""
    return any(line(row).state == "ready" for row in rows)


def all_valid(rows: Sequence[Row]) -> bool:
    """Tell whether all are issued and not ended."""
    return bool(rows) and all(line(row).state == "issued" for row in rows)


def all_alike(rows: Sequence[Row]) -> bool:
    """Tell whether one PDF can be made of them: all drafts of one series, or all copies."""
    return all_ready(rows) or all_valid(rows)


def from_here(first: CertificateLine, lines: Sequence[CertificateLine]) -> list[CertificateLine]:
    """Return a certificate and the valid ones of its kegiatan, day and number series behind it, by number."""
    run = (first.series, first.kind, first.number_series, first.date)
    behind = [
        one
        for one in lines
        if one.state == "issued"
        and (one.series, one.kind, one.number_series, one.date) == run
        and one.number >= first.number
    ]
    return sorted(behind, key=lambda one: (one.number, one.uid))
