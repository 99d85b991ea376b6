"""What makes one look twice before a certificate is issued: warnings only, of one paper or of all of a run.

Source: paper.md section 1 (preflight), screens.md 3.10.
"""

from collections.abc import Iterable, Mapping, Sequence

from kpm_desktop.documents.certificate import CertificateText
from kpm_desktop.domain.names import odd_titles, search_key, split_titles
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.problem import Problem
from kpm_desktop.store.certificates import Earned

Alike = Mapping[str, Sequence[Earned]]
"""Who earned a certificate of a series, by the spelling-tolerant key of the name."""


def alike_names(everybody: Iterable[Earned]) -> Alike:
    """Return all by the keys of their names."""
    found: dict[str, list[Earned]] = {}
    for one in everybody:
        found.setdefault(search_key(one.name), []).append(one)
    return found


def doubts(earned: Earned, text: CertificateText, alike: Alike) -> list[Problem]:
    """Return W.404 not verified, W.405 unofficial village, W.406 double, W.407 odd title, W.408 missing."""
    found = [] if earned.verified else [Problem("verified", "W.404")]
    if earned.village_name and not earned.is_official:
        found.append(Problem("village", "W.405", {"village": earned.village_name}))
    found += [
        Problem("name", "W.406", {"other": f"{other.name}, {other.village_name}".rstrip(", ")})
        for other in alike.get(search_key(earned.name), ())[:2]
        if other.person != earned.person
    ][:1]
    found += [Problem("title", "W.407", {"title": odd, "usual": usual}) for odd, usual in _titles(earned)]
    missing = {
        "village": not earned.village_name,
        "post": not earned.post,
        "hours": not earned.lesson_hours,
        "topics": text.back is not None and not text.back.topics,
    }
    return found + _missing(missing)


def run_doubts(office: Office, signatory: Signatory | None) -> list[Problem]:
    """Return a W.408 for each thing that no paper of the run would carry."""
    missing = {
        "office": not office.name,
        "town": not office.town,
        "position": signatory is not None and not signatory.position,
    }
    return _missing(missing)


def _titles(earned: Earned) -> list[tuple[str, str]]:
    if earned.print_name:
        split = split_titles(earned.print_name)
        return odd_titles(split.title_front, split.title_back)
    return odd_titles(earned.title_front, earned.title_back)


def _missing(what: Mapping[str, bool]) -> list[Problem]:
    return [Problem(name, "W.408", {"what": name}) for name, is_missing in what.items() if is_missing]
