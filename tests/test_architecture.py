"""Who may import whom. The tables on top are the rule; a broken one is named with file and line."""

import ast
import functools
import sys
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = "kpm_desktop"

# A package may import the packages named here, and itself.
LAYERS: Final = {
    "domain": set(),
    "store": {"domain"},
    "documents": {"domain", "paths"},
    "spreadsheets": {"domain"},
    "packages": {"domain"},
    "imaging": {"domain"},
    "workflows": {
        "domain", "store", "documents", "spreadsheets", "packages", "imaging",
        "paths", "settings", "log", "sealing", "writing",
    },
    "ui": {"domain", "store", "workflows", "paths", "settings", "log", "writing"},
    "commands": {"domain", "store", "workflows", "paths", "settings", "writing"},
    "app": {"domain", "store", "workflows", "ui", "commands", "paths", "settings", "log"},
    "paths": set(),
    "settings": set(),
    "log": set(),
    "sealing": set(),
    "writing": set(),
    "__main__": {"app"},
    "__init__": set(),
}  # fmt: skip

# The commands say the same sentences as the window; these modules know no Qt.
SENTENCES: Final = {
    "commands": {
        "ui.contest_sentences",
        "ui.messages",
        "ui.difference_words",
        "ui.package_words",
        "ui.person_words",
        "ui.verdict_words",
    },
}

# A third-party library has one owner, sometimes two; a dot names a module.
OWNERS: Final = {
    "peewee": {"store"},
    "playhouse": {"store"},
    "pysqlite3": {"store"},
    "apsw": {"store"},
    "filelock": {"store"},
    "reportlab": {"documents"},
    "uharfbuzz": {"documents"},
    "zxingcpp": {"documents", "imaging"},
    "pypdfium2": {"imaging"},
    "PIL": {"imaging"},
    "python_calamine": {"spreadsheets"},
    "xlsxwriter": {"spreadsheets"},
    "cryptography": {"sealing"},
    "rapidfuzz": {"domain.matching"},
    "platformdirs": {"paths"},
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui"},
}

# These modules bring something heavy with them, so nothing that loads before the first paint may name them.
LAZY: Final = {"domain.matching": {"workflows"}, "sealing": {"workflows"}}

# The window names workflows through their package, which loads them on first use; this one weighs nothing.
LAZY_DOOR: Final = "workflows."
LIGHT: Final = {"workflows.progress"}

# The parts of the window that every area may use; the areas themselves do not know one another.
UI_AREAS: Final = {
    "home",
    "villages",
    "cadres",
    "sessions",
    "contests",
    "certificates",
    "imports",
    "layouts",
    "merging",
    "packages",
    "settings",
}

# These put the areas together to one program.
COMPOSERS: Final = (["application"], ["beginning"], ["screens"], ["self_test"])

# The standard library's ways to the world that the domain does without.
WORLD: Final = {
    "os",
    "io",
    "pathlib",
    "time",
    "sqlite3",
    "subprocess",
    "socket",
    "tempfile",
    "shutil",
    "locale",
}

# A file stays readable in one sitting; what is longer today is named here and may only become shorter.
LINES: Final = 400
LONGER: Final = {
    "kpm_desktop/ui/home/page.py": 434,
    "kpm_desktop/ui/main_window.py": 468,
    "kpm_desktop/ui/messages.py": 534,
    "kpm_desktop/ui/sessions/marking_page.py": 411,
    "kpm_desktop/workflows/read_sheet.py": 418,
}

FORBIDDEN_NAMES: Final = {"utils", "helpers", "common", "base", "manager", "misc"}


class Import(NamedTuple):
    """One import statement: where it stands and what it names."""

    file: Path
    line: int
    module: str
    inside_function: bool
    for_types_only: bool


def sources() -> list[Path]:
    return sorted((ROOT / PACKAGE).rglob("*.py"))


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT / PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


@functools.cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@functools.cache
def imports_of(file: Path) -> list[Import]:
    found: list[Import] = []

    def visit(node: ast.AST, inside_function: bool, for_types_only: bool) -> None:
        for child in ast.iter_child_nodes(node):
            deeper = inside_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typed = for_types_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
            if isinstance(child, ast.Import):
                names = [alias.name for alias in child.names]
            elif isinstance(child, ast.ImportFrom):
                names = from_names(file, child)
            else:
                visit(child, deeper, typed)
                continue
            found.extend(Import(file, child.lineno, name, inside_function, for_types_only) for name in names)

    visit(parsed(file), inside_function=False, for_types_only=False)
    return found


def from_names(file: Path, node: ast.ImportFrom) -> list[str]:
    base = node.module or ""
    if node.level:
        parts = list(file.relative_to(ROOT).parent.parts)
        base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
    if base.split(".")[0] != PACKAGE:
        return [base]
    folder = ROOT.joinpath(*base.split("."))
    return [
        f"{base}.{alias.name}"
        if (folder / f"{alias.name}.py").exists() or (folder / alias.name).is_dir()
        else base
        for alias in node.names
    ]


def all_imports() -> list[Import]:
    return [found for file in sources() for found in imports_of(file)]


def place(found: Import) -> str:
    return f"{found.file.relative_to(ROOT)}:{found.line}"


def own_part(module: str) -> str:
    """The part of the house that a module of ours belongs to: `kpm_desktop.store.tables` -> `store`."""
    return module.split(".")[1] if "." in module else "__init__"


def test_layers_hold() -> None:
    broken = []
    for found in all_imports():
        if found.module.split(".")[0] != PACKAGE:
            continue
        here, there = module_name(found.file).split(".")[0], own_part(found.module)
        if found.module.removeprefix(f"{PACKAGE}.") in SENTENCES.get(here, ()):
            continue
        if there != here and there not in LAYERS[here] and found.module != PACKAGE:
            broken.append(f"{place(found)} {here} may not import {there} ({found.module})")
    assert not broken, "\n".join(broken)


def test_each_library_has_its_owner() -> None:
    broken = []
    allowed_anywhere = set(sys.stdlib_module_names) | {PACKAGE, ""}
    for found in all_imports():
        library = found.module.split(".")[0]
        if library in allowed_anywhere:
            continue
        here = module_name(found.file)
        owners = OWNERS.get(library)
        if owners is None:
            broken.append(f"{place(found)} {library} has no owner in this table")
        elif here.split(".")[0] not in owners and here not in owners:
            broken.append(f"{place(found)} {library} belongs to {', '.join(sorted(owners))}")
    assert not broken, "\n".join(broken)


def test_heavy_modules_are_not_near_the_first_paint() -> None:
    broken = []
    for found in all_imports():
        if found.module.split(".")[0] != PACKAGE:
            continue
        here, there = module_name(found.file), found.module.removeprefix(f"{PACKAGE}.")
        for heavy, users in LAZY.items():
            if there == heavy and here.split(".")[0] not in users:
                broken.append(f"{place(found)} {heavy} is for {', '.join(sorted(users))} only")
        early = here.split(".")[0] in {"ui", "app", "commands"}
        if early and there.startswith(LAZY_DOOR) and there not in LIGHT:
            broken.append(f"{place(found)} name workflows through the package: it loads them on first use")
    assert not broken, "\n".join(broken)


def test_no_import_inside_a_function_or_for_types_only() -> None:
    broken = [
        f"{place(found)} {found.module}"
        for found in all_imports()
        if found.inside_function or found.for_types_only
    ]
    assert not broken, "\n".join(broken)


def test_areas_of_the_window_do_not_know_one_another() -> None:
    broken = []
    for found in all_imports():
        here, there = module_name(found.file).split("."), found.module.split(".")[1:]
        if here[0] != "ui" or not there or there[0] != "ui" or len(there) < 2:
            continue
        area = there[1]
        if area in UI_AREAS and here[1:] not in COMPOSERS and (len(here) < 2 or here[1] != area):
            broken.append(f"{place(found)} {'.'.join(here)} may not import the area {area}")
    assert not broken, "\n".join(broken)


def test_the_domain_touches_no_file_and_no_clock() -> None:
    broken = []
    for file in sorted((ROOT / PACKAGE / "domain").rglob("*.py")):
        broken += [
            f"{place(found)} {found.module}"
            for found in imports_of(file)
            if found.module.split(".")[0] in WORLD
        ]
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                broken.append(f"{file.relative_to(ROOT)}:{node.lineno} a clock: .{node.attr}")
    assert not broken, "\n".join(broken)


def test_only_dialogs_ask_through_qt() -> None:
    broken = []
    for file in sources():
        if file.name == "dialogs.py":
            continue
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Name) and node.id in {"QMessageBox", "QFileDialog", "QInputDialog"}:
                broken.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.id} belongs to ui/dialogs.py")
    assert not broken, "\n".join(broken)


def test_type_checkers_know_every_workflow() -> None:
    folder = ROOT / PACKAGE / "workflows"
    told = (folder / "__init__.pyi").read_text(encoding="utf-8").splitlines()
    there = [file.stem for file in sorted(folder.glob("[!_]*.py"))]
    assert told == [f"from . import {name} as {name}" for name in there]


def test_no_module_is_named_after_nothing() -> None:
    assert not [file for file in sources() if file.stem in FORBIDDEN_NAMES]


def test_each_file_can_be_read_in_one_sitting() -> None:
    lengths = {
        str(file.relative_to(ROOT).as_posix()): len(file.read_text(encoding="utf-8").splitlines())
        for file in sources()
    }
    broken = [
        f"{file} has {length} lines, {LONGER.get(file, LINES)} are allowed"
        for file, length in lengths.items()
        if length > LONGER.get(file, LINES)
    ]
    assert not broken, "\n".join(broken)
    done = [file for file in LONGER if lengths.get(file, 0) <= LINES]
    assert not done, f"not longer than {LINES} any more: {done}"


def test_the_top_level_is_the_agreed_one() -> None:
    allowed = {
        "kpm_desktop", "resources", "tests", "build.spec", "pyproject.toml", "README.md",
        "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "build", "dist",
    }  # fmt: skip
    found = {item.name for item in ROOT.iterdir() if not item.name.startswith(".")}
    assert found <= allowed, f"not agreed: {sorted(found - allowed)}"


def test_this_test_sees_the_imports() -> None:
    found = all_imports()
    ours = [item for item in found if item.module.split(".")[0] == PACKAGE]
    assert len(found) > 300, len(found)
    assert len(ours) > 100, len(ours)
