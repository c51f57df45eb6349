"""The floors hold: docs/house.md as checks over the source, read as syntax and never run."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import closewatch

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "closewatch"
FILES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LINES = 400

FLOORS = {
    "terms": 0,
    "protect": 1,
    "ledger": 2,
    "capture": 3,
    "reading": 3,
    "linking": 3,
    "review": 3,
    "publish": 3,
    "watch": 3,
    "desk": 4,
}


def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def room_of(path: Path) -> str:
    """The first folder under closewatch; empty for the files that stand beside the rooms."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def imported(tree: ast.Module, package: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Line, module and names of every import of Closewatch, wherever in the file it stands; relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "closewatch":
                    yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module.split(".")[0] == "closewatch":
                yield node.lineno, module, tuple(alias.name for alias in node.names)


def package_of(path: Path) -> str:
    return ".".join(("closewatch", *path.relative_to(SOURCE).parent.parts))


def forbidden(tree: ast.Module, room: str, package: str) -> Iterator[str]:
    """Every import that goes up, sideways, or through the front door; the version alone may be asked for there."""
    for line, module, names in imported(tree, package):
        if "." in module:
            rooms = [module.split(".")[1]]
        else:
            rooms = [name for name in names if name != "__version__"] if names else ["closewatch"]
        for other in rooms:
            if other != room and not FLOORS.get(other, len(FLOORS)) < FLOORS[room]:
                yield f"line {line}: {room} imports {other}"


def test_every_room_has_a_floor() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms <= set(FLOORS)


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path)], ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_only_go_down(path: Path) -> None:
    assert list(forbidden(syntax(path), room_of(path), package_of(path))) == []


@pytest.mark.parametrize(
    ("room", "line", "allowed"),
    [
        ("reading", "from closewatch.terms.report import Report", True),
        ("reading", "from closewatch.reading.cues import find", True),
        ("reading", "from .cues import find", True),
        ("reading", "from closewatch import __version__", True),
        ("reading", "from closewatch.linking.same import same", False),
        ("reading", "from ..linking.same import same", False),
        ("reading", "import closewatch.desk.line", False),
        ("reading", "from closewatch import ledger, desk", False),
        ("reading", "import closewatch", False),
        ("reading", "def late():\n    from closewatch.desk import line", False),
        ("ledger", "from closewatch.capture.take import take", False),
        ("ledger", "from closewatch.testing import told", False),
    ],
)
def test_the_check_of_imports_sees_what_it_should(room: str, line: str, allowed: bool) -> None:
    found = list(forbidden(ast.parse(line), room, f"closewatch.{room}"))
    assert (found == []) is allowed


def test_a_span_is_born_in_one_place_only() -> None:
    born = []
    for path in FILES:
        if path == SOURCE / "terms" / "report.py":
            continue
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                moved = called == "replace" and {"exact", "start"} & {keyword.arg for keyword in node.keywords}
                if called in {"Span", "Excerpt"} or moved:
                    born.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert born == []


def test_no_file_of_the_source_is_too_long() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LINES} == {}


def test_jobs_write_no_files() -> None:
    writers = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "symlink_to", "touch"}
    found = []
    for path in FILES:
        if room_of(path) in {"terms", "capture", "reading", "linking"}:
            found += [
                f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}"
                for node in ast.walk(syntax(path))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writers
            ]
    assert found == []


def test_what_a_room_offers_at_its_door_is_taken() -> None:
    """A name that a package's __init__ imports for others is imported from there by somebody."""
    taken: set[tuple[str, str]] = set()
    for path in (*FILES, *TESTS, *sorted((ROOT / "lab").rglob("*.py"))):
        package = package_of(path) if path.is_relative_to(SOURCE) else ""
        taken |= {(module, name) for _, module, names in imported(syntax(path), package) for name in names}
    unused = []
    for path in FILES:
        if path.name == "__init__.py" and room_of(path):
            package, own = package_of(path), {node.id for node in ast.walk(syntax(path)) if isinstance(node, ast.Name)}
            for _, _, names in imported(syntax(path), package):
                unused += [f"{package}.{name}" for name in names if (package, name) not in taken and name not in own]
    assert unused == []


def test_the_public_names_are_sorted_complete_and_there() -> None:
    assert closewatch.__all__ == sorted(closewatch.__all__)
    assert len(set(closewatch.__all__)) == len(closewatch.__all__)
    for name in closewatch.__all__:
        assert getattr(closewatch, name) is not None
    words = {
        node.name
        for path in (SOURCE / "terms").glob("*.py")
        for node in syntax(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert words <= set(closewatch.__all__)
    shown = {name for _, _, names in imported(syntax(SOURCE / "__init__.py"), "closewatch") for name in names}
    assert shown == set(closewatch.__all__) - {"__version__"}


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Manager'"):
        _ = closewatch.Manager


def test_importing_closewatch_fetches_no_room() -> None:
    code = "import sys, closewatch; print(sorted(name for name in sys.modules if name.startswith('closewatch')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")})
    assert done.stdout.strip() == "['closewatch']"


def test_tests_patch_nothing() -> None:
    found = []
    for path in TESTS:
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.arg) and node.arg in {"monkeypatch", "mocker"}:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                modules = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                found += [f"{path.relative_to(ROOT)}:{node.lineno}" for module in modules if module.startswith("unittest.mock")]
    assert found == []
