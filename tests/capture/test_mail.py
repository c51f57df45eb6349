from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTPUTF8
from itertools import pairwise

import pytest

from closewatch.capture.formats.mail import EML, MSG
from closewatch.capture.taken import Taken
from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Problem, Unreadable

Look = Callable[..., tuple[list[Taken], list[Problem]]]


def eml(body: str = "Kyiv said so.\n\nMoscow denied it.\n", *, page: str | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Інна Приклад <inna@news.example>"
    mail["To"] = "desk@news.example"
    mail["Subject"] = "Про полонених – About prisoners"
    mail["Date"] = "Tue, 19 Nov 2024 10:23:00 +0900"
    mail["Message-ID"] = "<1@news.example>"
    mail.set_content(body)
    if page is not None:
        mail.add_alternative(page, subtype="html")
    return mail


def rendered(data: bytes, media_type: str = "message/rfc822") -> Report:
    capture = Capture(digest_of(data), len(data), media_type, "mail.eml", datetime(2025, 1, 1, tzinfo=UTC), "person:tester", "closewatch")
    return (EML if media_type == "message/rfc822" else MSG).render(capture, data)


def outcome(data: bytes, media_type: str = "message/rfc822") -> str:
    """Say how reading ends: with a report, or with the code of a problem."""
    try:
        return "report" if rendered(data, media_type).text else "no text"
    except Unreadable as unreadable:
        return unreadable.problem.code


def msg(properties: dict[int, bytes | str | datetime], attachments: Sequence[dict[int, bytes | str]] = ()) -> bytes:
    """Write a minimal Outlook mail: a compound file (MS-CFB, version 3) with the streams of MS-OXMSG, all padded beyond the mini stream."""
    entries: list[tuple[str, int, bytes, int]] = []  # name, kind (1 storage, 2 stream), content, parent
    _storage(entries, 0, properties, struct.pack("<8x4I8x", 0, 0, 0, len(attachments)))
    for number, attachment in enumerate(attachments):
        entries.append((f"__attach_version1.0_#{number:08X}", 1, b"", 0))
        _storage(entries, len(entries), dict(attachment), bytes(8))
    return _compound(entries)


def _storage(entries: list[tuple[str, int, bytes, int]], parent: int, properties: dict[int, bytes | str | datetime], head: bytes) -> None:
    rows = head
    for pid, value in properties.items():
        if isinstance(value, datetime):
            since = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
            rows += struct.pack("<HHIQ", 0x0040, pid, 6, since)
            continue
        kind, content = (0x001F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, value)
        rows += struct.pack("<HHIII", kind, pid, 6, len(content) + 2, 0)
        entries.append((f"__substg1.0_{pid:04X}{kind:04X}", 2, content, parent))
    entries.append(("__properties_version1.0", 2, rows, parent))


def _compound(entries: list[tuple[str, int, bytes, int]]) -> bytes:
    free, end, fat_mark, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    small = b"".join(content + bytes(-len(content) % 64) for _, kind, content, _ in entries if kind == 2)
    mini_fat: list[int] = []
    starts: list[int] = []
    for _, kind, content, _ in entries:
        count = -(-len(content) // 64)
        starts.append(len(mini_fat) if kind == 2 and count else end)
        mini_fat += [len(mini_fat) + step + 1 for step in range(count - 1)] + [end] * bool(count)
    children: dict[int, list[int]] = {}
    for number, (_, _, _, parent) in enumerate(entries, 1):
        children.setdefault(parent, []).append(number)
    following = {number: right for inner in children.values() for number, right in pairwise(inner)}

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        words = name.encode("utf-16-le")
        return struct.pack("<64sHBBIII16sI8s8sIQ", words, len(words) + 2, kind, 1, none, right, child, b"", 0, b"", b"", start, size)

    def sectors(data: bytes, filler: bytes = b"\0") -> list[bytes]:
        data += filler * (-len(data) % 512)
        return [data[at : at + 512] for at in range(0, len(data), 512)]

    mini = sectors(small)
    mini_fats = sectors(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff")
    directory = entry("Root Entry", 5, none, children[0][0], len(mini_fats) + 0, len(small))
    for number, ((name, kind, content, _), start) in enumerate(zip(entries, starts, strict=True), 1):
        child = children[number][0] if kind == 1 else none
        directory += entry(name, kind, following.get(number, none), child, start if kind == 2 else 0, len(content))
    folders = sectors(directory)
    chains = [len(mini_fats), len(mini), len(folders)]
    fat: list[int] = []
    for count in chains:
        fat += [len(fat) + step + 1 for step in range(count - 1)] + [end]
    fat.append(fat_mark)
    fat += [free] * (128 - len(fat))
    assert len(fat) == 128, "the test's mails are small"
    head = struct.pack("<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1,
                       len(mini_fats) + len(mini), 0, 4096, 0, len(mini_fats), end, 0)  # fmt: skip
    head += struct.pack("<109I", sum(chains), *[free] * 108)
    return b"".join([head, *mini_fats, *mini, *folders, struct.pack("<128I", *fat)])


OUTLOOK: dict[int, bytes | str | datetime] = {
    0x0037: "About prisoners",
    0x0C1A: "Inna Example",
    0x0C1F: "inna@news.example",
    0x1000: "Kyiv said so.\r\n\r\nMoscow denied it.",
    0x0039: datetime(2024, 11, 19, 1, 23, tzinfo=UTC),
}


def test_a_mail_is_a_report_with_its_subject_as_headline() -> None:
    report = rendered(eml().as_bytes())
    assert report.headline == "Про полонених – About prisoners"
    assert report.text == "Про полонених – About prisoners\n\nKyiv said so.\n\nMoscow denied it.\n"
    assert report.authors == ("Інна Приклад",)
    assert report.published is not None
    assert (report.published.iso, report.publisher, report.url) == ("2024-11-19T10:23:00+09:00", None, None)
    assert [(block.kind, block.span.exact) for block in report.blocks][1:] == [
        (BlockKind.PARAGRAPH, "Kyiv said so."),
        (BlockKind.PARAGRAPH, "Moscow denied it."),
    ]
    assert report.problems == ()


def test_the_plain_body_is_preferred_and_html_is_read_where_there_is_no_other() -> None:
    page = "<html><body><h1>About prisoners</h1><p>Kyiv <b>said</b> &laquo;so&raquo;.</p><script>x</script></body></html>"
    assert "«so»" not in rendered(eml(page=page).as_bytes()).text
    mail = eml()
    mail.set_content(page, subtype="html", charset="windows-1251")
    assert rendered(mail.as_bytes()).text == "Про полонених – About prisoners\n\nAbout prisoners\n\nKyiv said «so»."


def test_a_body_in_another_charset_is_decoded_as_it_says() -> None:
    mail = eml()
    mail.set_content("Київ підтвердив це.", charset="koi8-u")
    assert rendered(mail.as_bytes()).text.endswith("Київ підтвердив це.\n")
    mail = eml()
    data = mail.as_bytes().replace(b'charset="utf-8"', b'charset="nonsense"')
    assert "Kyiv said so." in rendered(data).text


def test_attachments_are_captures_within_and_an_enclosed_mail_is_opened(look: Look) -> None:
    inner = eml("The enclosed words.\n")
    inner.add_attachment(b"%PDF-1.4 deep", maintype="application", subtype="pdf", filename="deep.pdf")
    outer = eml()
    outer.add_attachment(b"title,text\nA,It rained\n", maintype="text", subtype="csv", filename="таблиця.csv")
    outer.add_attachment(inner)
    taken, problems = look(outer.as_bytes())
    assert problems == []
    assert [(found.capture.media_type, found.capture.source, found.capture.locator) for found in taken] == [
        ("message/rfc822", "-", None),
        ("text/csv", "-!/part 2/таблиця.csv", "part 2"),
        ("application/x-article+json", "-!/part 2/таблиця.csv!/row 2", "row 2"),
        ("message/rfc822", "-!/part 3", "part 3"),
        ("application/pdf", "-!/part 3!/part 2/deep.pdf", "part 2"),
    ]
    assert taken[3].data in outer.as_bytes()
    assert taken[3].capture.notes == ()


def test_header_fields_in_plain_utf_8_are_read_as_they_were_sent(look: Look) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Про полонених"
    mail["From"] = "Ольга Лист <desk@example.org>"
    mail.set_content("Kyiv said so.\n")
    mail.add_attachment("One.\n", filename="Заява.txt")
    data = mail.as_bytes(policy=SMTPUTF8)
    assert "Subject: Про полонених".encode() in data
    taken, problems = look(data)
    assert problems == []
    assert taken[1].capture.source.endswith("/Заява.txt")
    report = rendered(data)
    assert (report.headline, report.authors) == ("Про полонених", ("Ольга Лист",))


def test_a_hostile_file_name_is_only_a_name(look: Look) -> None:
    mail = eml()
    mail.add_attachment(b"Kyiv said so.", maintype="text", subtype="plain", filename="../../etc/passwd")
    taken, _ = look(mail.as_bytes())
    assert taken[1].capture.source == "-!/part 2/../../etc/passwd"


@pytest.mark.parametrize(
    "header",
    [
        "Subject: =?utf-8?B?broken",
        "Subject: =?no-such?Q?=FF?=",
        "From: " + "(" * 50_000,
        "From: " + '"' * 999 + ",;<<>@",
        "Date: Tue, 99 Nov 99999 99:99:99 +9999",
        "Content-Type: multipart/mixed; boundary=" + "\u0430" * 10,
        "Content-Type: text/plain; charset*=broken'",
        "Content-Transfer-Encoding: base64",
    ],
)
def test_a_broken_header_does_not_keep_a_mail_from_being_read(header: str) -> None:
    data = f"{header}\nMIME-Version: 1.0\nMessage-ID: <1@news.example>\n\nKyiv said so.\n".encode()
    assert outcome(data) in ("report", "mail.broken", "format.no-words")


def test_parts_nested_without_end_are_named() -> None:
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (depth, depth) for depth in range(3_000))
    with pytest.raises(Unreadable, match=r"mail\.too-many-parts"):
        rendered(b"MIME-Version: 1.0\n" + parts)


def test_a_mail_above_the_limits_is_named_before_it_is_taken_apart() -> None:
    assert outcome(b"Subject: x\n" + b"a: b\n" * 1_000_001) == "mail.too-large"
    assert outcome(b"Subject: x\n\n" + b"--x\n" * 100_002) == "mail.too-many-parts"


@pytest.mark.parametrize("share", range(1, 10))
def test_a_mail_that_ends_early_is_read_as_far_as_it_goes(look: Look, share: int) -> None:
    mail = eml()
    mail.add_attachment(b"Kyiv said so. " * 100, maintype="text", subtype="plain", filename="a.txt")
    data = mail.as_bytes()[: len(mail.as_bytes()) * share // 10]
    taken, _ = look(data)
    assert taken[0].data == data
    assert look(data) == look(data)


def test_an_outlook_mail_is_the_same_kind_of_report() -> None:
    report = rendered(msg(OUTLOOK), "application/vnd.ms-outlook")
    assert report.text == "About prisoners\n\nKyiv said so.\n\nMoscow denied it."
    assert report.authors == ("Inna Example",)
    assert report.published is not None
    assert report.published.iso == "2024-11-19T01:23:00+00:00"


def test_an_outlook_mail_of_html_alone_is_read_by_its_visible_words() -> None:
    properties = {**OUTLOOK, 0x1013: "<p>Kyiv said «so».</p>".encode("iso-8859-15")}
    del properties[0x1000]
    assert rendered(msg(properties), "application/vnd.ms-outlook").text == "About prisoners\n\nKyiv said «so»."


def test_attachments_of_an_outlook_mail_are_captures_within(look: Look) -> None:
    attachment: dict[int, bytes | str] = {0x3707: "note.txt", 0x3701: b"Kyiv said so.", 0x370E: "text/plain"}
    enclosed: dict[int, bytes | str] = {0x3707: "mail without bytes"}
    taken, _ = look(msg(OUTLOOK, [attachment, enclosed]))
    assert [(found.capture.media_type, found.capture.source) for found in taken] == [
        ("application/vnd.ms-outlook", "-"),
        ("text/plain", "-!/part 1/note.txt"),
    ]
    assert taken[1].data == b"Kyiv said so."
    report = rendered(taken[0].data, "application/vnd.ms-outlook")
    assert [(problem.code, problem.at) for problem in report.problems] == [("mail.attachment-without-bytes", "mail.eml!/part 2")]


@pytest.mark.parametrize("share", range(1, 10))
def test_an_outlook_mail_that_ends_early_is_a_report_or_a_named_problem(look: Look, share: int) -> None:
    whole = msg(OUTLOOK, [{0x3707: "note.txt", 0x3701: b"Kyiv said so."}])
    data = whole[: len(whole) * share // 10]
    assert look(data)[0][0].data == data
    assert outcome(data, "application/vnd.ms-outlook") in ("report", "mail.broken")
