"""Names of persons: assembled with titles, sorted without them, found despite old and shortened spellings.

What is stored is printed letter for letter; everything here that changes letters makes keys, never text.
Whether two persons are the same is weighed in `matching.py`.
"""

import dataclasses
import re
import unicodedata

from kpm_desktop.domain.problem import Problem

LONGEST = 60
"""Letters with spaces that a name on new civil documents may have (Permendagri 73/2022)."""

FRONT_TITLES = (
    "H.", "Hj.", "K.H.", "Drs.", "Dra.", "Ir.", "Dr.", "dr.", "drg.", "drh.", "Prof.", "Ns.", "Apt.",
    "Ust.", "Ustadz", "Ustadzah", "Kyai", "Nyai", "Gus",
)  # fmt: skip
"""Titles before the name, as suggestions for the form and for `split_titles`."""

BACK_TITLES = (
    "S.Pd.", "S.Pd.I.", "S.Pd.SD.", "S.Pd.AUD.", "S.E.", "S.H.", "S.H.I.", "S.Sos.", "S.Sos.I.", "S.I.P.",
    "S.IP.", "S.AP.", "S.I.Kom.", "S.Kom.", "S.T.", "S.P.", "S.Pt.", "S.Ag.", "S.Th.I.", "S.Psi.", "S.Si.",
    "S.S.", "S.Kep.", "S.Keb.", "S.Tr.Keb.", "S.K.M.", "S.KM.", "S.Farm.", "S.Gz.", "S.Hut.", "S.Pi.",
    "S.STP.",
    "A.Md.", "A.Md.Keb.", "A.Md.Kep.", "A.Md.Kom.", "A.Ma.", "A.Ma.Pd.", "Amd.", "Lc.", "M.A.", "M.Pd.",
    "M.Pd.I.", "M.Si.", "M.M.", "M.H.", "M.Kn.", "M.Kes.", "M.AP.", "M.Kom.", "M.T.", "M.P.", "M.Ag.",
    "M.Sc.",
    "M.E.", "M.Sos.", "M.Psi.", "Ph.D.", "Sp.", "B.A.", "Bc.Hk.",
)  # fmt: skip
"""Titles after the name, as suggestions for the form and for `split_titles`."""

_TITLE_SHAPE = re.compile(r"[A-Z][A-Za-z]{0,3}(?:\.\s?[A-Za-z]{1,4})+\.?|[A-Z]{2,4}\.?|[A-Z][A-Za-z]{1,3}\.")
_APOSTROPHES = "'’‘ʼʻ`´\"“”"
_SPACES = re.compile(r"[^\S\r\n]+")
_WORD = re.compile(r"\w+")
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_DROPPED = str.maketrans("", "", _APOSTROPHES)


@dataclasses.dataclass(frozen=True, slots=True)
class SplitName:
    """A typed name taken apart: a hint for the operator, who decides."""

    name: str
    title_front: str = ""
    title_back: str = ""


def full_name(name: str, title_front: str = "", title_back: str = "") -> str:
    """Return the name with its titles: `H. Abd. Wahid, S.Pd.`, a comma before the first back title."""
    front = f"{title_front} {name}" if title_front else name
    return f"{front}, {title_back}" if title_back else front


def printed_name(name: str, title_front: str = "", title_back: str = "", print_name: str = "") -> str:
    """Return the text for certificates: `print_name` exactly as it stands, else name and titles assembled."""
    return print_name or full_name(name, title_front, title_back)


def upper_name(name: str, title_front: str = "", title_back: str = "") -> str:
    """Return the name in capitals with its titles as stored: `SITI AMINAH, S.Pd.`."""
    return full_name(name.upper(), title_front, title_back)


def tidy(text: str) -> str:
    """Return typed or imported text composed (NFC), without outer spaces, with single inner ones.

    Line breaks count as spaces only at the ends: one inside stays for `name_problems` to refuse.
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _bare(title: str) -> str:
    return title.replace(".", "").replace(" ", "").lower()


_FRONT = {_bare(title) for title in FRONT_TITLES}
_BACK = {_bare(title) for title in BACK_TITLES}


_KNOWN = {*FRONT_TITLES, *BACK_TITLES}
_USUAL = {_bare(title): title for title in reversed((*FRONT_TITLES, *BACK_TITLES))}


def _is_front(word: str) -> bool:
    return _bare(word) in _FRONT


def _is_back(text: str) -> bool:
    return _bare(text) in _BACK or (_TITLE_SHAPE.fullmatch(text) is not None)


def _is_trailing_title(word: str) -> bool:
    """Tell whether a last word without a comma before it is a title: dotted or in mixed case, and known."""
    return _bare(word) in _BACK and (
        "." in word.rstrip(".") or re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]", word) is not None
    )


def _begins_or_ends_with_title(words: list[str]) -> bool:
    """Tell whether lower-case words may hold a title that is written without dot and comma: `h`, `spd`."""
    return len(words) > 1 and (words[0] in _FRONT or words[-1] in _BACK)


def split_titles(text: str) -> SplitName:
    """Return a typed name with its known titles split off, dots and case as typed; all in `name` if none.

    `Drs. H. Slamet, M.Si` gives `Slamet`, `Drs. H.`, `M.Si`. Parts after a comma are taken when each is known
    or shaped like a title; a last word without a comma only when it is known and written like one.
    """
    text = tidy(text)
    if "," not in text and "." not in text and not _begins_or_ends_with_title(text.lower().split(" ")):
        return SplitName(text)
    name, *parts = [part.strip() for part in text.split(",")]
    parts = [part for part in parts if part]
    backs = [word for part in parts for word in ([part] if _is_back(part) else part.split(" "))]
    if not all(_is_back(word) for word in backs):
        return SplitName(text)
    back = ", ".join(parts)
    words = name.split(" ")
    start = 0
    while start < len(words) - 1 and _is_front(words[start]):
        start += 1
    end = len(words)
    while end > start + 1 and _is_trailing_title(words[end - 1]):
        end -= 1
    trailing = ", ".join(words[end:])
    back = ", ".join(part for part in (trailing, back) if part)
    return SplitName(" ".join(words[start:end]), " ".join(words[:start]), back)


def odd_titles(title_front: str, title_back: str) -> list[tuple[str, str]]:
    """Return titles that are known but written otherwise, each with the usual spelling: `Spd`, `S.Pd.`.

    Nothing is changed by it; a title that is not known is taken as it is.
    """
    found = []
    for title in [*title_front.split(), *(part.strip() for part in title_back.split(","))]:
        words = [title] if _bare(title) in _USUAL else title.split()
        usual = [word if word in _KNOWN else _USUAL.get(_bare(word), "") for word in words]
        spelled = ", ".join(usual)
        if all(usual) and spelled != title:
            found.append((title, spelled))
    return found


def sort_key(name: str) -> str:
    """Return the key that orders names: without titles; case and apostrophes only decide between equals."""
    words = _letters(name).split()
    if "," in name or "." in name or _begins_or_ends_with_title(words):
        words = _letters(split_titles(name).name).split()
    return f"{' '.join(words)}\x00{name}"


def _letters(text: str) -> str:
    """Return lower-case text without accents and apostrophes."""
    folded = text.casefold()
    if folded.isascii():
        return folded.replace("'", "").replace("`", "").replace('"', "")
    folded = folded.translate(_DROPPED)
    return "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))


_ONE_SOUND = (
    ("oe", "u"), ("ae", "ai"), ("ie", "i"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("sy", "s"), ("sh", "s"),
    ("ts", "s"), ("dz", "z"), ("kh", "h"), ("ch", "h"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("bh", "b"),
    ("dl", "d"),
)  # fmt: skip
"""Letters written for one sound, in this order: the spellings of 1901 and 1947, and those of Arabic."""
_ONE_LETTER = str.maketrans("jyvpqz", "iiffks")


def _modern(text: str) -> str:
    """Return lower-case text as it sounds: oe/u, dj/j, tj/c, j/y/i, kh/ch/h, sy/s, v/p/f, doubled letters."""
    for written, sound in _ONE_SOUND:
        text = text.replace(written, sound)
    return _DOUBLED.sub(r"\1", text.translate(_ONE_LETTER))


_SAME_WORDS = {
    "muhammad": "moh moch mohd mhd muh much muhamad muhammad mohamad mohammad mohamed muhamed mochamad"
    " mochammad muchamad muchammad mokhamad mokhammad mukhamad mukhammad mohammed muhammed",
    "ahmad": "ach achmad ahmad akhmad ahmed achmed achmat",
    "siti": "st siti sitti",
    "abdul": "abd abdul abdoel abdl",
    "abdullah": "abdullah abdulloh",
    "nur": "nur noer noor",
}
_SERVANT = re.compile(r"abdu([lrsntd])(?!ah$|oh$)(\w*)")
"""Abdul and the name after it, written together or as it sounds: Abdurrahman, Abdus Salam, Abdulwahid."""
_CANONICAL = {_modern(word): _modern(key) for key, words in _SAME_WORDS.items() for word in words.split()}


def search_key(text: str) -> str:
    """Return the spelling-tolerant key of a name or of what someone searches for.

    Titles, case, accents, apostrophes and punctuation do not count; Moch., Mohammad and Muhammad are one
    word, so are St. and Siti, Abd. and Abdul; oe is u, dj is j, j and y are i, kh and ch are h, sy is s,
    p and v are f, dl is d, doubled letters are single; Abdurrahman, Abdur Rahman and Abdul Rahman are one.
    A search finds a name when its key stands in the name's key. Two different names may share a key.
    """
    words = _WORD.findall(_modern(_letters(split_titles(text).name)))
    return " ".join([_CANONICAL.get(word) or _servant(word) for word in words])


def _servant(word: str) -> str:
    """Return a word that begins with Abdul as two, any other as it is."""
    found = _SERVANT.fullmatch(word)
    if found is None:
        return word
    of = found[2] if found[1] == "l" or not found[2] else found[1] + found[2]
    return f"abdul {of}".rstrip()


def _has_control(text: str) -> bool:
    return any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in text)


def name_problems(
    name: str, title_front: str = "", title_back: str = "", print_name: str = ""
) -> list[Problem]:
    """Return what is wrong or odd about a person's name (domain.md section 6).

    F.101 empty; F.102 a line break or control character, in any of the four; W.208 more than 60 letters;
    W.209 a digit, a comma or a known title inside (`found` says which; the window offers to move a title).
    """
    problems = []
    texts = {"name": name, "title_front": title_front, "title_back": title_back, "print_name": print_name}
    if not name.strip():
        problems.append(Problem("name", "F.101"))
    problems += [Problem(field, "F.102") for field, text in texts.items() if _has_control(text)]
    if len(name) > LONGEST:
        problems.append(Problem("name", "W.208", {"length": str(len(name))}))
    split = split_titles(name)
    titles = f"{split.title_front} {split.title_back}".strip()
    digits = re.search(r"\d+", name)
    found = titles or (digits[0] if digits else "") or ("," if "," in name else "")
    if found:
        problems.append(Problem("name", "W.209", {"found": found}))
    return problems
