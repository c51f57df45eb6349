from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from closewatch.desk.commands import main
from closewatch.desk.commands.show import WHAT

Output = pytest.CaptureFixture[str]


def run(output: Output, *words: str | Path) -> tuple[int, str, str]:
    """Run a command as a shell would: its exit code, standard output and standard error."""
    code = main([str(word) for word in words])
    said = output.readouterr()
    return code, said.out, said.err


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_case_is_made_once(capsys: Output, tmp_path: Path) -> None:
    code, out, err = run(capsys, "new", tmp_path / "case", "--title", "Kursk", "--by", "reviewer-1")
    assert (code, out) == (0, "")
    assert re.search(r"sha256:[0-9a-f]{64}", err)
    assert (tmp_path / "case" / "case.toml").exists()
    code, out, err = run(capsys, "new", tmp_path / "case")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_add_records_what_it_can_and_names_what_it_cannot(capsys: Output, tmp_path: Path, sources: Path) -> None:
    run(capsys, "new", tmp_path / "case")
    (sources / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    code, out, err = run(capsys, "add", tmp_path / "case", sources, tmp_path / "gone.txt")
    assert (code, out) == (3, "")
    assert "3 new, 0 held already, 2 problems" in err
    assert "problem capture.cannot-open" in err
    failures = lines((tmp_path / "case" / "failures.jsonl").read_text("utf-8"))
    assert [Path(failure["at"]).name for failure in failures] == ["broken.pdf", "gone.txt"]


def test_add_passes_over_what_is_held(capsys: Output, tmp_path: Path, sources: Path) -> None:
    run(capsys, "new", tmp_path / "case")
    run(capsys, "add", tmp_path / "case", sources / "1.txt")
    head = run(capsys, "verify", tmp_path / "case")[1]
    code, _, err = run(capsys, "add", tmp_path / "case", sources / "1.txt")
    assert code == 0
    assert "0 new, 1 held already, 0 problems" in err
    assert run(capsys, "verify", tmp_path / "case")[1] == head
    assert not (tmp_path / "case" / "failures.jsonl").exists()


def test_read_gives_one_object_for_each_report(capsys: Output, sources: Path) -> None:
    code, out, _ = run(capsys, "read", sources, "--json")
    assert code == 0
    readings = lines(out)
    assert [reading["report"]["headline"] for reading in readings] == ["Pay in Kursk", "A letter home", "The ministry"]
    for reading in readings:
        text = reading["report"]["text"]
        for statement in reading["statements"]:
            for span in (*statement["source"], *statement["cue"], *statement["content"]):
                assert text[span["start"] : span["end"]] == span["exact"]


def test_read_names_a_source_that_cannot_be_read_and_goes_on(capsys: Output, sources: Path, tmp_path: Path) -> None:
    code, out, err = run(capsys, "read", tmp_path / "gone.txt", sources / "1.txt", "--json")
    assert (code, len(lines(out))) == (3, 1)
    assert err.startswith("problem capture.cannot-open: ")


def test_read_shows_a_table_to_people(capsys: Output, sources: Path) -> None:
    code, out, err = run(capsys, "read", sources / "1.txt")
    assert (code, err) == (0, "")
    assert "Pay in Kursk  The Harbour Gazette · 2024-11-19" in out


def test_questions_are_one_array_with_their_rival_claims(capsys: Output, kursk: Path) -> None:
    code, out, err = run(capsys, "show", kursk, "questions", "--json")
    assert (code, err) == (0, "")
    (question,) = json.loads(out)
    assert (question["measure"], question["unit"], question["per"], question["place"]) == ("paid", "USD", "month", {"country": "RU"})
    assert sorted(claim["low"] for claim in question["claims"]) == ["100", "2000"]
    assert [conflict["kind"] for conflict in question["conflicts"]] == ["figures-do-not-meet"]
    origin = next(claim for claim in question["claims"] if claim["low"] == "100")["origins"][0]
    assert (origin["actor"]["name"], origin["basis"], origin["first_said"]) == ("Chung", "witness", "2024-12-01")


def test_questions_are_shown_to_people_with_origins_and_reports(capsys: Output, kursk: Path) -> None:
    code, out, err = run(capsys, "show", kursk, "questions")
    assert code == 0
    for words in ("Pay of", "2,000", "service (intelligence", "Chung (witness, 2024-12-01)", "Meridian Wire", "0 proved, at most 1"):
        assert words in out
    assert "100 and 2,000 do not meet" in out
    assert "1 question, 1 in dispute" in err


@pytest.mark.parametrize(
    "what", [what for what in WHAT if what not in ("questions", "drift", "precision", "agreement", "alerts", "watched", "polls")]
)
def test_every_list_can_be_had_as_a_table_as_json_and_as_csv(capsys: Output, kursk: Path, what: str) -> None:
    code, table, _ = run(capsys, "show", kursk, what)
    assert code == 0
    code, out, _ = run(capsys, "show", kursk, what, "--json")
    assert code == 0
    assert lines(out)
    code, text, _ = run(capsys, "show", kursk, what, "--csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(lines(out))
    assert next(iter(rows[0])) in table.splitlines()[0]


def test_what_people_decided_is_counted_and_compared(capsys: Output, kursk: Path) -> None:
    assert "no values of the reader have been decided on" in run(capsys, "show", kursk, "precision")[1]
    assert "no values have been judged by two people" in run(capsys, "show", kursk, "agreement")[1]
    figure, other = (one["id"] for one in lines(run(capsys, "show", kursk, "figures", "--json")[1]))
    for by, identity, verdict in (("a", figure, "accept"), ("b", figure, "reject"), ("b", other, "accept")):
        assert run(capsys, "decide", kursk, identity, verdict, "--by", by)[0] == 0
    every, paid = lines(run(capsys, "show", kursk, "precision", "--json")[1])[:2]
    assert (every["id"], every["count"], every["of"], every["rejected"]) == ("figure all", 1, 2, 1)
    assert paid["id"] == "figure paid"
    (pair,) = lines(run(capsys, "show", kursk, "agreement", "--json")[1])
    assert (pair["left"], pair["right"], pair["values"], pair["agreed"]) == ("a", "b", 1, 0)
    assert [one["on"] for one in pair["disagreements"]] == [figure]
    for what in ("precision", "agreement"):
        assert run(capsys, "show", kursk, what, "--csv")[1].startswith("id,")
        assert run(capsys, "show", kursk, what)[0] == 0


def test_a_second_reviewer_is_required_and_shown_at_the_command_line(capsys: Output, kursk: Path) -> None:
    (question,) = json.loads(run(capsys, "show", kursk, "questions", "--json")[1])
    assert question["second_reviewer_required"] is False
    assert run(capsys, "decide", kursk, question["id"], "require", "--by", "keeper")[0] == 0
    (question,) = json.loads(run(capsys, "show", kursk, "questions", "--json")[1])
    assert question["second_reviewer_required"] is True
    assert "Every answer to this question needs a second reviewer." in run(capsys, "show", kursk, "questions", question["id"])[1]
    figure = lines(run(capsys, "show", kursk, "figures", "--json")[1])[0]["id"]
    assert "accepted, waits for a second reviewer" in run(capsys, "decide", kursk, figure, "accept", "--by", "a")[2]
    code, out, err = run(capsys, "decide", kursk, figure, "accept", "--by", " A")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"wanted a second reviewer for {figure}" in err
    assert "waits for a second reviewer" in run(capsys, "trace", kursk, figure)[2]
    assert json.loads(run(capsys, "trace", kursk, figure, "--json")[1])["second_reviewer"]["state"] == "waits"
    first = lines(run(capsys, "show", kursk, "queue", "--json")[1])[0]
    assert (first["id"], first["why"]) == (figure, "waits for a second reviewer")
    assert "accepted, by two reviewers" in run(capsys, "decide", kursk, figure, "accept", "--by", "b")[2]


def test_the_queue_says_why_each_value_stands_where_it_does(capsys: Output, kursk: Path) -> None:
    queued = lines(run(capsys, "show", kursk, "queue", "--json")[1])
    assert {one["why"] for one in queued} == {"undecided"}
    assert any(reason.startswith("alone makes the conflict of") for one in queued[:2] for reason in one["reasons"])
    scores = [float(one["score"]) for one in queued]
    assert scores[0] == max(scores)


def test_a_list_of_nothing_says_so(capsys: Output, kursk: Path) -> None:
    for what, words in (("figures", "no figures"), ("statements", "no statements"), ("questions", "no questions")):
        assert run(capsys, "show", kursk, what, "--since", "2030")[1].strip() == words


def test_whoever_has_read_enough_of_the_output_ends_the_command_without_an_error(kursk: Path) -> None:
    for shape in ("--csv", "--json"):
        piped = subprocess.Popen(
            [sys.executable, "-m", "closewatch", "show", str(kursk), "figures", shape], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert piped.stdout is not None
        assert piped.stderr is not None
        piped.stdout.close()
        complaint = piped.stderr.read()
        piped.stderr.close()
        assert (piped.wait(timeout=60), complaint) == (0, b"")


def test_lists_are_narrowed_by_their_filters(capsys: Output, kursk: Path) -> None:
    def ids(*words: str) -> list[str]:
        code, out, _ = run(capsys, "show", kursk, *words, "--json")
        assert code == 0
        return [line["id"] for line in lines(out)]

    everything = ids("statements")
    assert len(everything) == 3
    assert ids("statements", "--limit", "1") == everything[:1]
    assert ids("statements", "--after", everything[0]) == everything[1:]
    assert ids("statements", "--stance", "denies") == everything[2:]
    assert ids("statements", "--source", "CHUNG") == everything[1:2]
    assert ids("statements", "--since", "2024-12") == everything[1:]
    assert ids("statements", "--until", "2024") == everything[:2]
    assert ids("statements", everything[1][:12]) == everything[1:2]
    assert len(ids("figures", "--place", "ru")) == 2
    assert ids("figures", "--measure", "killed") == []
    assert len(ids("figures", "--stance", "asserts", "--place", "russ")) == 2
    assert len(ids("claims", "--place", "russ")) == 2
    assert ids("claims", "--place", "pay") == []
    assert len(ids("reports", "--source", "meridian")) == 1
    assert len(ids("reports", "--words", "letter")) == 1
    assert len(ids("claims", "--source", "service")) == 1
    assert len(ids("origins", "--since", "2024-12-01")) == 1
    assert len(ids("actors", "--source", "ministry")) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "{case}", "drifts"), "'drifts' is not one of"),
        (("show", "{case}", "reports", "--stance", "denies"), "wanted a filter that reports have"),
        (("show", "{case}", "statements", "--stance", "shouts"), "wanted one of asserts, believes"),
        (("show", "{case}", "statements", "--since", "yesterday"), "wanted a date like 2024-11-19"),
        (("show", "{case}", "statements", "--after", "st:00"), "wanted the id of one value"),
        (("show", "{case}", "statements", "--json", "--csv"), "found both"),
        (("show", "{case}", "journal", "99"), "wanted entry 99"),
        (("show", "{case}", "journal", "last"), "wanted the number of an entry"),
        (("show", "{case}-not", "reports"), "wanted a case folder"),
        (("trace", "{case}", "st:"), "wanted the id of one value of this case, found st:"),
        (("trace", "{case}", "zz:1"), "found none"),
        (("decide", "{case}", "st:", "marry"), "is not one of"),
        (("fly",), "No such command"),
        (("read",), "Missing argument"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(capsys: Output, kursk: Path, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(capsys, *(word.replace("{case}", str(kursk)) for word in words))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_debug_shows_the_traceback(capsys: Output, tmp_path: Path) -> None:
    assert "Traceback" in run(capsys, "show", tmp_path, "reports", "--debug")[2]
    assert "Traceback" in run(capsys, "--debug", "show", tmp_path, "reports")[2]


def test_words_of_a_report_are_no_formula_in_a_spreadsheet(capsys: Output, kursk: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(capsys, "show", kursk, "reports", "--csv")[1])))
    assert rows[2]["outlet"] == "'=SUM(1)"


def test_trace_goes_down_to_words_and_bytes(capsys: Output, kursk: Path) -> None:
    conflict = lines(run(capsys, "show", kursk, "conflicts", "--json")[1])[0]["id"]
    code, out, _ = run(capsys, "trace", kursk, conflict)
    assert code == 0
    flat = " ".join(out.split())
    for words in ("conflict", "claim", "origin Chung", "figure paid 100 USD per month", "«$100»", "A letter home", "and of this digest"):
        assert words in flat
    code, out, _ = run(capsys, "trace", kursk, conflict, "--json")
    assert code == 0
    assert kinds_in(json.loads(out)) >= {"conflict", "claim", "origin", "figure", "words", "statement", "report", "capture"}


def kinds_in(step: dict[str, Any]) -> set[str]:
    """The kinds of all steps of the way down."""
    return {step["kind"]}.union(*(kinds_in(below) for below in step["below"]))


def test_trace_says_when_the_bytes_are_gone(capsys: Output, kursk: Path) -> None:
    report = lines(run(capsys, "show", kursk, "reports", "--json")[1])[0]
    digest = report["capture"]["digest"].removeprefix("sha256:")
    (kursk / "vault" / digest[:2] / digest).unlink()
    assert "ALTERED OR MISSING" in run(capsys, "trace", kursk, report["id"])[1]


def test_a_decision_is_recorded_and_can_be_taken_back(capsys: Output, kursk: Path) -> None:
    statement = lines(run(capsys, "show", kursk, "statements", "--json")[1])[0]["id"]
    code, out, err = run(
        capsys, "decide", kursk, statement[:14], "correct", "--set", "stance=estimates", "--by", "reviewer-1", "--reason", "read"
    )
    assert (code, out) == (0, "")
    corrected = lines(run(capsys, "show", kursk, "statements", statement, "--json")[1])[0]
    assert (corrected["stance"], corrected["review"]) == ("estimates", "corrected")
    assert "correct; stance=estimates; by person:reviewer-1; read" in " ".join(run(capsys, "trace", kursk, statement)[1].split())
    found = re.search(r"de:[0-9a-f]{32}", err)
    assert found
    assert run(capsys, "decide", kursk, found[0], "withdraw", "--by", "reviewer-1")[0] == 0
    again = lines(run(capsys, "show", kursk, "statements", statement, "--json")[1])[0]
    assert (again["stance"], again["review"]) == ("asserts", "unreviewed")
    assert run(capsys, "verify", kursk)[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("correct",),
        ("correct", "--set", "stance"),
        ("correct", "--set", "stance=shouts"),
        ("correct", "--set", "content=0:99999"),
        ("accept", "--grade", "B2"),
        ("grade", "--grade", "Z9"),
        ("merge", "--with", "st:1"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_and_not_recorded(capsys: Output, kursk: Path, words: tuple[str, ...]) -> None:
    statement = lines(run(capsys, "show", kursk, "statements", "--json")[1])[0]["id"]
    head = run(capsys, "verify", kursk)[1]
    code, _, err = run(capsys, "decide", kursk, statement, *words)
    assert (code, err.count("\n")) == (2, 1)
    assert run(capsys, "verify", kursk)[1] == head


def test_verify_names_a_fault_and_ends_with_1(capsys: Output, kursk: Path) -> None:
    code, out, err = run(capsys, "verify", kursk)
    assert (code, err) == (0, "the case is whole\n")
    assert re.fullmatch(r"journal head sha256:[0-9a-f]{64} after \d+ entries\n", out)
    original = next(path for path in (kursk / "vault").glob("??/*"))
    original.chmod(0o644)
    original.write_bytes(b"other words")
    code, out, _ = run(capsys, "verify", kursk, "--json")
    checked = json.loads(out)
    assert code == 1
    assert [fault["code"] for fault in checked["faults"]] == ["original.altered"]
    assert set(checked["faults"][0]) == {"code", "where", "wanted", "found"}


def test_verify_names_a_ledger_that_cannot_be_read_at_all(capsys: Output, kursk: Path) -> None:
    ledger = kursk / "ledger.db"
    whole = ledger.read_bytes()
    for damaged in (b"no database", whole[:4096] + bytes(255 - byte for byte in whole[4096:])):
        ledger.write_bytes(damaged)
        code, out, _ = run(capsys, "verify", kursk)
        assert (code, out.split()[0]) == (1, "journal.damaged")


def test_verify_sees_by_its_head_that_the_end_was_cut_off(capsys: Output, kursk: Path) -> None:
    code, out, _ = run(capsys, "verify", kursk, "--head", "sha256:" + "1" * 64)
    assert code == 1
    assert "journal.cut" in out


def test_help_has_an_example_for_every_command(capsys: Output) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for name in ("demo", "new", "add", "read", "show", "trace", "decide", "verify"):
        assert name in out
        assert f"closewatch {name}" in run(capsys, name, "--help")[1]


def test_help_imports_nothing_heavy_so_that_it_answers_at_once() -> None:
    code = "import sys\nfrom closewatch.desk.commands import main\nmain(['--help'])\nprint(sorted({n.split('.')[0] for n in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    loaded = done.stdout.splitlines()[-1]
    for heavy in ("rich", "lxml", "trafilatura", "pypdfium2", "pebble", "sqlite3", "urllib3", "msgspec"):
        assert f"'{heavy}'" not in loaded


def test_a_reader_that_has_seen_enough_is_no_error(kursk: Path) -> None:
    command = f"{sys.executable} -m closewatch show {kursk} journal | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert (len(done.stdout), done.stderr) == (10, "")


def test_what_a_copy_changed_is_listed_and_leads_to_the_words_of_both(capsys: Output, tmp_path: Path) -> None:
    told = "The Harbour Service said on Monday that {} fishermen were killed when the northern mole gave way in the night, and that the"
    told += " boats which lay behind it could not be reached before the storm had passed over the outer islands of Norway."
    for name, day, number in (("one", 13, "at least 30"), ("two", 14, "300")):
        text = f"Title: The mole ({name})\nOutlet: Paper {name}\nDate: 2025-01-{day}\n\n{told.format(number)}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    case = tmp_path / "mole"
    run(capsys, "new", case)
    assert run(capsys, "add", case, tmp_path / "one.txt", tmp_path / "two.txt")[0] == 0
    found = lines(run(capsys, "show", case, "drift", "--json")[1])
    assert {(one["here"]["words"]["exact"], one["of"]["words"]["exact"]) for one in found} >= {("300", "at least 30")}
    assert {(one["here"]["outlet"], one["of"]["published"]) for one in found} == {("Paper two", "2025-01-13")}
    assert "Paper one, 2025-01-13: “" in run(capsys, "show", case, "drift", "--source", "paper two")[1]
    code, out, _ = run(capsys, "trace", case, found[0]["id"])
    assert (code, "drift" in out, "fishermen" in out, "(Paper two, 2025-01-14;" in out) == (0, True, True, True)
    origins = lines(run(capsys, "show", case, "origins", "--json")[1])
    assert lines(run(capsys, "show", case, "origins", origins[0]["claim"], "--json")[1]) == origins
    (question,) = json.loads(run(capsys, "show", case, "questions", "--json")[1])
    assert "changed on the way: 1 value" in run(capsys, "show", case, "questions", question["id"])[1]
    assert [(one["wording"], len(one["drifted"])) for one in origins] == [("at least 30", 1)]
    assert run(capsys, "decide", case, origins[0]["claim"], "grade", "--grade", "B1", "--by", "tester")[0] == 0


def test_a_grade_above_what_the_origins_allow_is_recorded_and_remarked_on(capsys: Output, kursk: Path) -> None:
    claim = lines(run(capsys, "show", kursk, "claims", "--json")[1])[0]
    assert claim["credibility_ceiling"]["grade"] == 2
    code, _, err = run(capsys, "decide", kursk, claim["id"], "grade", "--grade", "B1", "--by", "tester")
    assert code == 0
    assert "note: B1 is better than 2: fewer than two origins are proved independent" in err
    assert "note:" not in run(capsys, "decide", kursk, claim["id"], "grade", "--grade", "B2", "--by", "tester")[2]
