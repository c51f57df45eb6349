"""The docs cannot drift: what the code offers is documented, what the docs show runs, and no file names a machine of ours."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import click
import pytest

from closewatch.desk.commands import commands
from closewatch.terms.figure import MEASURES, Lean
from closewatch.terms.trouble import Severity
from closewatch.terms.when import KnownFrom

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "closewatch"
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *SOURCE.rglob("*.md"), *(ROOT / "lab").rglob("*.md")])
CODE = re.compile(r"[a-z]+\.[a-z][a-z-]*")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def kept_files() -> Iterator[Path]:
    """Every file that is, or is about to be, under version control; all text files where there is no git."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listing.stdout.splitlines() or [str(path.relative_to(ROOT)) for path in (*SOURCE.rglob("*"), *PAGES)]
    for path in (ROOT / name for name in names):
        if path.is_file():
            yield path


def takes_code(node: ast.AST) -> bool:
    """Whether a function, or what makes a class, is given a code to make a problem of."""
    if isinstance(node, ast.ClassDef):
        return any(takes_code(part) or (isinstance(part, ast.AnnAssign) and ast.unparse(part.target) == "code") for part in node.body)
    return isinstance(node, ast.FunctionDef) and any(argument.arg == "code" for argument in node.args.args)


def problem_codes() -> dict[str, str]:
    """Every code with which the source makes a Problem or a Fault, and where; it may pass through a helper, or a variable called code."""
    found = {f"{kind}.{what}": "capture/package.py, for either kind" for kind in ("docx", "odt") for what in ("broken", "bomb", "doctype")}
    trees = {path: ast.parse(read(path)) for path in sorted(SOURCE.rglob("*.py"))}
    defined = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    makers = {"Problem", "Fault", *(node.name for node in defined if takes_code(node))}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            given: list[ast.expr] = []
            called = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and called in makers:
                # A helper may take the code anywhere; the values themselves take it first.
                first = node.args[:1] if called in ("Problem", "Fault") else node.args
                given = [*first, *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
            elif isinstance(node, ast.Assign) and any(ast.unparse(target) == "code" for target in node.targets):
                given = [node.value]
            for constant in (part for argument in given for part in ast.walk(argument)):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and CODE.fullmatch(constant.value):
                    found.setdefault(constant.value, f"{path.relative_to(ROOT)}:{constant.lineno}")
    return found


def enums() -> Iterator[type[StrEnum]]:
    for path in sorted((SOURCE / "terms").glob("*.py")):
        module = importlib.import_module(f"closewatch.terms.{path.stem}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.__name__:
                yield value


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_and_option_is_in_the_desk_guide(name: str) -> None:
    command = commands.commands[name]
    guide = read(DOCS / "guide" / "desk.md")
    assert f"## closewatch {name}\n" in guide
    section = guide.split(f"## closewatch {name}\n")[1].split("\n## ")[0]
    options = [
        option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts if option[:2] == "--"
    ]
    assert [option for option in options if option != "--debug" and f"`{option}" not in section] == []
    arguments = [parameter.name or "" for parameter in command.params if isinstance(parameter, click.Argument)]
    assert [argument for argument in arguments if argument.upper() not in section] == []


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_has_an_example_in_its_help(name: str) -> None:
    command = commands.commands[name]
    assert command.help
    assert f"closewatch {name}" in command.help


def test_every_command_is_in_the_reference() -> None:
    reference = read(DOCS / "interfaces.md")
    assert [name for name in commands.commands if f"`closewatch {name}" not in reference] == []


def test_every_problem_code_has_a_paragraph_and_every_paragraph_a_code() -> None:
    page = read(DOCS / "problems.md")
    documented = re.findall(r"^\*\*`([^`]+)`\*\*", page, re.MULTILINE)
    codes = problem_codes()
    assert sorted(set(codes) - set(documented)) == [], {code: codes[code] for code in set(codes) - set(documented)}
    assert sorted(set(documented) - set(codes)) == []
    assert documented == sorted(set(documented))


def test_every_value_of_every_list_is_in_the_glossary() -> None:
    glossary = read(DOCS / "glossary.md")
    rows = [set(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) for table in re.split(r"^\|[-|]+\|$", glossary, flags=re.MULTILINE)]
    in_a_sentence = (KnownFrom, Lean, Severity)
    missing = [
        kind.__name__
        for kind in enums()
        if not (all(f"`{value}`" in glossary for value in kind) if kind in in_a_sentence else {value.value for value in kind} in rows)
    ]
    missing += [measure for measure in MEASURES if f"| `{measure}` |" not in glossary]
    assert missing == []


def test_every_word_of_the_terms_is_in_the_glossary() -> None:
    glossary = read(DOCS / "glossary.md")
    words = {
        node.name
        for path in (SOURCE / "terms").glob("*.py")
        for node in ast.parse(read(path)).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert sorted(word for word in words if f"**{word}" not in glossary) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run(page: Path) -> None:
    examples = "\n".join(re.findall(r"^```pycon\n(.*?)^```", read(page), re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    complaints: list[str] = []
    doctest.DocTestRunner().run(test, out=complaints.append)
    assert complaints == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", read(page))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


def test_the_readme_names_the_two_commands() -> None:
    readme = read(ROOT / "README.md")
    assert "make demo" in readme
    assert "make test" in readme


def test_the_picture_in_the_readme_is_what_the_demo_prints(tmp_path: Path) -> None:
    picture = re.search(r"^```\n(\d+\. .*?)\n```", read(ROOT / "README.md"), re.MULTILINE | re.DOTALL)
    assert picture
    places = {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "closewatch", "demo"], capture_output=True, text=True, encoding="utf-8", check=True, env=os.environ | places
    )
    assert picture[1] in "\n".join(line.rstrip() for line in done.stdout.splitlines())


def test_every_target_that_the_docs_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", read(page))}
    assert named <= targets


def test_the_locks_name_no_host() -> None:
    for path in (ROOT / "requirements").iterdir():
        assert not re.search(r"://|index-url|find-links|--trusted-host|\b[\w-]+\.(org|com|net|io)\b", read(path)) or path.suffix == "", path


def test_every_requirement_is_locked_by_its_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        pins = re.findall(r"^[a-z0-9.-]+==.*?(?=^[a-z0-9.-]+==|\Z)", read(path), re.MULTILINE | re.DOTALL)
        assert pins
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_no_kept_file_names_a_place_on_a_machine_of_ours() -> None:
    # Where the project itself lies as the tests run, and the homes of people: neither means anything to whoever clones it.
    ours = re.compile(rf"{re.escape(str(ROOT))}\b|(?<![\w.])/(?:home/\w+|Users/\w+|root/\.?\w+)/")
    found = []
    for path in kept_files():
        try:
            text = read(path)
        except UnicodeDecodeError:
            continue
        if ours.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
