"""What a case.toml may say about keeping watch, and what one reads where it says something else."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.alert import AlertKind
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import Takes, Watched, WatchedKind
from closewatch.watch.settings import ChannelKind, HowOften, QuietHours, Watching, watching_from

WHOLE = """
[[feeds]]
address = "https://gazette.example/feed.xml#latest"
every = "15 minutes"
take = "entries"
why = "official casualty statements"
person = "reviewer-1"
robots = false

[[feeds]]
folder = "inbox/"

[[feeds]]
address = "https://gazette.example/sitemap.xml"
kind = "sitemap"
again = ["1 week", "1 hour"]

[watch]
again = "1 day"
contact = "watch@ngo.example"
every = "2 hours"
proxy = "socks5h://127.0.0.1:9050"
allow = ["Intranet.example", "bücher.example", "::1"]
pause = 2.5
link = "https://desk.ngo.example/"
time_zone = "Europe/Berlin"
quiet_hours = "22:00-07:00"
digest_at = "7:30"
digest_day = "friday"
quiet_days = 14

[[alerts]]
questions = ["qu:1f3a"]
kinds = ["conflict", "reversal"]
to = "team"
how_often = "daily"

[[alerts]]
measure = "killed"
place = "RU"
population = ["KP", "UA"]
least = "12.5 %"

[[alerts]]
least = 100

[[channels]]
name = "team"
kind = "mail"
server = "smtp.ngo.example:587"
from = "watch@ngo.example"
to = ["desk@ngo.example"]

[[channels]]
name = "screen"
kind = "terminal"
"""


def read(text: str) -> Watching:
    return watching_from(tomllib.loads(text), "case.toml")


def complaint(text: str) -> str:
    with pytest.raises(CaseError) as caught:
        read(text)
    return str(caught.value)


def test_a_whole_case_toml_is_understood() -> None:
    watching = read(WHOLE)
    assert watching.sources == (
        Watched(
            "https://gazette.example/feed.xml",
            WatchedKind.FEED,
            900,
            Takes.ENTRIES,
            again=(86_400,),
            why="official casualty statements",
            person="reviewer-1",
            robots=False,
        ),
        Watched("inbox", WatchedKind.FOLDER, 7200),
        Watched("https://gazette.example/sitemap.xml", WatchedKind.SITEMAP, 7200, again=(3600, 604_800)),
    )
    assert (watching.contact, watching.proxy, watching.pause) == ("watch@ngo.example", "socks5h://127.0.0.1:9050", 2.5)
    assert watching.allowed_hosts == {"intranet.example", "xn--bcher-kva.example", "::1"}
    assert (watching.link, watching.zone, watching.quiet_hours) == ("https://desk.ngo.example", "Europe/Berlin", QuietHours(1320, 420))
    assert (watching.digest_at, watching.digest_day, watching.quiet_days) == (450, 4, 14)
    first, second, third = watching.rules
    assert (first.questions, first.kinds, first.to) == (("qu:1f3a",), (AlertKind.CONFLICT, AlertKind.REVERSAL), ("team",))
    assert first.how_often is HowOften.DAILY
    assert (second.measures, second.places, second.populations) == (("killed",), ("RU",), ("KP", "UA"))
    assert (second.least, second.least_is_share, third.least, third.least_is_share) == (Decimal("0.125"), True, Decimal(100), False)
    assert [(channel.name, channel.kind) for channel in watching.channels] == [("team", ChannelKind.MAIL), ("screen", ChannelKind.TERMINAL)]
    assert watching.channels[0].values == {"server": "smtp.ngo.example:587", "from": "watch@ngo.example", "to": ("desk@ngo.example",)}


def test_a_case_that_says_nothing_tells_everything_at_once_on_the_terminal() -> None:
    watching = read("")
    assert watching == Watching()
    assert [channel.kind for channel in watching.channels] == [ChannelKind.TERMINAL]
    assert watching.rules[0].how_often is HowOften.AT_ONCE


def test_addresses_and_folders_may_be_listed_in_short() -> None:
    assert [(source.address, source.kind) for source in read('feeds = ["https://gazette.example/feed.xml", "inbox"]').sources] == [
        ("https://gazette.example/feed.xml", WatchedKind.FEED),
        ("inbox", WatchedKind.FOLDER),
    ]


FEED = '[[feeds]]\naddress = "https://gazette.example/feed.xml"\n'
CHANNEL = '[[channels]]\nname = "team"\nkind = "terminal"\n'


@pytest.mark.parametrize(
    ("text", "wanted", "where"),
    [
        ("feeds = 3", "feeds as a list", "case.toml"),
        ("[feeds]\na = 1", "feeds as a list", "case.toml"),
        ('feeds = ["ftp://gazette.example/"]', "http or https", "case.toml, feed 1"),
        ('feeds = ["https:///feed.xml"]', "web address", "feed 1"),
        ('feeds = [""]', "a folder", "feed 1"),
        ('feeds = ["inbox", "./inbox/"]', "each folder once", "feed 2"),
        (FEED + FEED.replace(".xml", ".xml#top"), "each address and each folder once", "feed 2"),
        (FEED + 'evry = "1 day"', "'evry'", "feed 1"),
        (FEED + 'folder = "inbox"', "found both", "feed 1"),
        ("[[feeds]]\nwhy = 'x'", "found neither", "feed 1"),
        (FEED + 'kind = "folder"', "feed, sitemap or page", "feed 1"),
        (FEED + 'kind = "blog"', "feed, sitemap, page or folder", "feed 1"),
        (FEED + 'kind = "page"\ntake = "entries"', "a page is taken as it is", "feed 1"),
        (FEED + 'every = "5 seconds"', "from 10 seconds", "feed 1"),
        (FEED + 'every = "9999 weeks"', "to a year", "feed 1"),
        (FEED + 'every = "often"', '"15 minutes"', "feed 1"),
        (FEED + "every = 900", "one line of words", "feed 1"),
        (FEED + 'again = ["soon"]', '"15 minutes"', "feed 1"),
        (FEED + 'kind = "page"\nagain = "1 day"', "in its rhythm", "feed 1"),
        (FEED + "robots = false", "a reason", "feed 1"),
        (FEED + 'robots = "no"', "true or false", "feed 1"),
        (FEED + 'why = "two\\nlines"', "one line", "feed 1"),
        ("watch = 1", "a [watch] table", "case.toml"),
        ('[watch]\nzone = "UTC"', "'zone'", "[watch]"),
        ('[watch]\nevery = "1 second"', "from 10 seconds", "[watch]"),
        ('[watch]\ntime_zone = "Mars/Olympus"', '"Europe/Berlin"', "[watch]"),
        ('[watch]\ntime_zone = "../../etc/passwd"', '"Europe/Berlin"', "[watch]"),
        ('[watch]\nproxy = "https://127.0.0.1:1"', "socks5h", "[watch]"),
        ('[watch]\nproxy = "socks5h://127.0.0.1"', "with its port", "[watch]"),
        ('[watch]\nproxy = "socks5h://127.0.0.1:99999"', "with its port", "[watch]"),
        ('[watch]\nallow = ["https://intranet.example"]', "names of hosts", "[watch]"),
        ("[watch]\nallow = [1]", "a list of words", "[watch]"),
        ("[watch]\npause = -1", "from 0 to 3,600", "[watch]"),
        ("[watch]\npause = nan", "from 0 to 3,600", "[watch]"),
        ("[watch]\npause = true", "from 0 to 3,600", "[watch]"),
        ('[watch]\nlink = "desk"', "a web address", "[watch]"),
        ('[watch]\ncontact = "a\\r\\nHost: b"', "one line", "[watch]"),
        ('[watch]\ncontact = "büro"', "ASCII", "[watch]"),
        ('[watch]\nquiet_hours = "22:00"', '"22:00-07:00"', "[watch]"),
        ('[watch]\nquiet_hours = "22:00-22:00"', '"22:00-07:00"', "[watch]"),
        ('[watch]\nquiet_hours = "22:00-25:00"', '"07:30"', "[watch]"),
        ("[watch]\ndigest_at = 07:30:00", "one line of words", "[watch]"),
        ('[watch]\ndigest_day = "Freitag"', "monday", "[watch]"),
        ("[watch]\nquiet_days = 1.5", "a whole number", "[watch]"),
        ('[[alerts]]\nto = ["nobody"]', "terminal for to", "[[alerts]] 1"),
        (CHANNEL + '[[alerts]]\nto = ["tema"]', "team", "[[alerts]] 1"),
        ('[[alerts]]\nkinds = ["war"]', "conflict", "[[alerts]] 1"),
        ('[[alerts]]\nmeasure = "deaths"', "killed", "[[alerts]] 1"),
        ('[[alerts]]\nplace = "Russia"', "two letters", "[[alerts]] 1"),
        ('[[alerts]]\nquestions = ["cl:1"]', "ids of questions", "[[alerts]] 1"),
        ('[[alerts]]\nleast = "ten"', '"10%"', "[[alerts]] 1"),
        ("[[alerts]]\nleast = -1", "a number", "[[alerts]] 1"),
        ('[[alerts]]\nhow_often = "hourly"', "at once, daily or weekly", "[[alerts]] 1"),
        ("alerts = 1", "[[alerts]] tables", "case.toml"),
        (CHANNEL + CHANNEL, "'team' twice", "case.toml"),
        ('[[channels]]\nname = "team"', "terminal, file, mail, webhook or feed", "[[channels]] 1"),
        ('[[channels]]\nkind = "file"', "a name", "[[channels]] 1"),
        ('[[channels]]\nname = "t"\nkind = "file"\nfile = 1.5', "a list of words", "[[channels]] 1"),
    ],
)
def test_whatever_is_wrong_is_said_in_one_line_with_what_was_wanted_and_where(text: str, wanted: str, where: str) -> None:
    said = complaint(text)
    assert wanted in said
    assert where in said.rpartition("(")[2]
    assert "\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        'feeds = ["https://reader:tu/tulip@gazette.example/feed.xml"]',
        '[watch]\nproxy = "socks9://reader:tulip@127.0.0.1:9050"',
        '[watch]\nlink = "https://reader:tulip@desk.example"',
    ],
)
def test_a_password_in_an_address_is_not_repeated(text: str) -> None:
    assert "tulip" not in complaint(text)


TOML_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    "address folder kind every take again why person robots contact proxy allow pause link time_zone quiet_hours digest_at digest_day "
    "quiet_days questions measure place population kinds least to how_often name server".split()
)
TABLE = st.dictionaries(FIELDS, TOML_VALUES, max_size=5)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "feeds": TOML_VALUES | st.lists(TABLE, max_size=2),
            "watch": TOML_VALUES | TABLE,
            "alerts": TOML_VALUES | st.lists(TABLE, max_size=2),
            "channels": TOML_VALUES | st.lists(TABLE, max_size=2),
        },
    )
)
def test_nothing_that_stands_in_a_case_toml_gives_more_than_one_line(settings: dict[str, object]) -> None:
    try:
        watching_from(settings, "case.toml")
    except CaseError as error:
        said = str(error)
    else:
        said = ""
    assert "\n" not in said
    assert len(said) < 1_500
