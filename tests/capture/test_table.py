from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]

CSV = (
    "Headline,Published,Source,Link,Body,Author\r\n"
    'One,2024-11-19,Example,https://news.example/1,"Kyiv said so.\n\nIt ""rained"".",Inna\r\n'
    "Two,,,,Moscow denied it.,\r\n"
)
JSONL = (
    '{"title": "One", "date": "2024-11-19", "text": "Kyiv said so.", "authors": ["Inna", "Ivan"], "views": 7}\n'
    "\n"
    '{"title": "Two", "text": "\\ud800 Moscow"}\n'
)


def articles(taken: list[Taken]) -> list[dict[str, str]]:
    return [json.loads(found.data) for found in taken if found.capture.media_type == "application/x-article+json"]


def test_each_row_of_a_csv_is_an_article_within(look: Look) -> None:
    taken, problems = look(CSV.encode())
    assert problems == []
    assert [(found.capture.source, found.capture.locator) for found in taken] == [("-", None), ("-!/row 2", "row 2"), ("-!/row 3", "row 3")]
    assert articles(taken) == [
        {
            "title": "One",
            "date": "2024-11-19",
            "outlet": "Example",
            "url": "https://news.example/1",
            "text": 'Kyiv said so.\n\nIt "rained".',
            "author": "Inna",
        },
        {"title": "Two", "text": "Moscow denied it."},
    ]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_other_delimiters_and_unicode_forms_are_told(look: Look, delimiter: str, encoding: str) -> None:
    lines = [["title", "date", "text"], ["Один", "2024-11-19", "Київ, так; сказав"]]
    table = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in lines)
    taken, problems = look(table.encode(encoding))
    assert problems == []
    assert articles(taken) == [{"title": "Один", "date": "2024-11-19", "text": "Київ, так; сказав"}]


def test_a_table_of_a_spreadsheet_in_cyrillic_is_decoded(look: Look) -> None:
    body = "Министр подтвердил эти сведения, и это было важно для всех жителей области."
    taken, problems = look(f'title,date,text\nНовости,2024-11-19,"{body}"\n'.encode("cp1251"))
    assert [entry["text"] for entry in articles(taken)] == [body]
    assert {problem.code for problem in problems} == {"text.encoding-guessed"}


def test_a_row_without_text_is_named_and_the_next_is_taken(look: Look) -> None:
    taken, problems = look(b"title,date,text\nOne,2024,\n,,\nThree,2024,Kyiv said so.\n")
    assert [(problem.code, problem.at) for problem in problems] == [("table.row-without-text", "-!/row 2")]
    assert [found.capture.locator for found in taken] == [None, "row 4"]


def test_a_table_that_is_not_of_articles_is_named(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(b"event,deaths\nOne,7\n")
    taken, problem = take(str(path), "person:tester", lambda: datetime(2025, 1, 1, tzinfo=UTC))
    assert isinstance(taken, Taken)
    assert isinstance(problem, Problem)
    assert (taken.capture.media_type, problem.code) == ("text/csv", "table.not-articles")


def test_each_line_of_json_lines_is_an_article_within(look: Look) -> None:
    taken, problems = look(JSONL.encode())
    assert problems == []
    assert [found.capture.locator for found in taken] == [None, "row 1", "row 3"]
    assert articles(taken) == [
        {"title": "One", "date": "2024-11-19", "text": "Kyiv said so.", "author": "Inna, Ivan"},
        {"title": "Two", "text": "\ufffd Moscow"},
    ]


def test_broken_lines_are_named_up_to_a_hundred_and_counted_after_that(look: Look) -> None:
    broken = ["{", "[1]", '{"text": ' + "[" * 100_000, '{"title": "no text"}', "7"] * 50
    taken, problems = look((JSONL + "\n".join(broken)).encode())
    assert len(taken) == 3
    assert [problem.code for problem in problems][:5] == ["table.row-broken"] * 3 + ["table.row-without-text", "table.row-broken"]
    assert (len(problems), problems[-1].code) == (101, "table.more-problems")
    assert "150 more" in problems[-1].message


def test_a_quote_that_is_never_closed_is_bounded(look: Look) -> None:
    _, problems = look(b'title,date,text\nOne,2024,"' + b"a" * 3_000, Limits(text_chars=2_000))
    assert [problem.code for problem in problems] == ["table.broken"]


def test_more_rows_than_allowed_are_named(look: Look) -> None:
    taken, problems = look(b"title,date,text\n" + b"A,2024,words\n" * 30, Limits(members=20))
    assert [problem.code for problem in problems] == ["container.too-many"]
    assert len(taken) == 21


@pytest.mark.parametrize("whole", [CSV, JSONL])
@pytest.mark.parametrize("share", range(1, 10))
def test_a_table_that_ends_early_gives_the_rows_before(look: Look, whole: str, share: int) -> None:
    data = whole.encode()[: len(whole) * share // 10]
    taken, problems = look(data)
    assert taken[0].data == data
    assert look(data) == (taken, problems)


def test_a_table_in_a_zip_with_a_hostile_name_is_opened(look: Look) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("../\x07.csv", CSV)
    taken, _ = look(written.getvalue())
    assert [found.capture.source for found in taken][2:] == ["-!/../\ufffd.csv!/row 2", "-!/../\ufffd.csv!/row 3"]
