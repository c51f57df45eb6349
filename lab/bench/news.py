"""Makes news reports of 950 words that nobody wrote, as files, for the bench of reading: invented outlets, people and figures.

    python lab/bench/news.py --words 800000 --seed 1 -o FOLDER     one text file a report, as an outlet's archive hands them out

About half of the sentences say whose words they are: quotations open and closed, indirect speech, pronouns and titles that go back to
an earlier name, reports of reports, denials; one in three gives a figure; the rest is background. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

WORDS_A_REPORT = 950

OUTLETS = [
    f"{a} {b}" for a in ("Harbour", "Meridian", "Northline", "Quay", "Kestrel", "Lantern") for b in ("Gazette", "Wire", "Daily", "Post")
]
PLACES = "Kursk,Kharkiv,Goma,Port Sudan,Idlib,Mekelle,Sittwe,Maiduguri,Sumy,El Fasher,Bukavu,Aleppo".split(",")
CAPITALS = "Kyiv,Moscow,Seoul,Khartoum,Kinshasa,Addis Ababa,Ankara,Washington,Berlin,Nairobi".split(",")
FIRST = "Ilan,Mira,Tomas,Adaeze,Selim,Ruta,Jonas,Halima,Pavel,Noor,Elif,Bram,Sena,Oleh,Amara,Yusuf".split(",")
LAST = "Marrow,Velde,Okafo,Tarsin,Brandl,Kestane,Halloway,Dureva,Sandoval,Ostrik,Penhall,Nakamba,Lirov,Aldane,Quillon,Bereti".split(",")
OFFICES = (
    "deputy defence minister,regional governor,mayor,army spokesman,hospital director,member of parliament,aid coordinator,"
    "intelligence official,police chief,border commander,union leader,professor of history,railway engineer,harbour master"
).split(",")
BODIES = (
    "the National Intelligence Service,the defence ministry,the coast guard,the general staff,the health ministry,the United Nations,"
    "the Red Cross,the regional administration,the state prosecutor,the railway company,the human rights commission"
).split(",")
PEOPLE = (
    "a defector,a village elder,two Western officials,a medic,a captured soldier,a resident,three truck drivers,a senior diplomat,"
    "a shopkeeper who would not give her name,an official briefed on the talks,a farmer from a nearby village"
).split(",")
GROUPS = (
    "North Korean soldiers,civilians,government troops,rebels,Ukrainian soldiers,Russian soldiers,aid workers,children,conscripts,drones,"
    "artillery shells,families,police officers,prisoners,houses,vehicles"
).split(",")
OUTCOMES = (
    "had been killed,had been wounded,were missing,had been captured,had been displaced,had crossed the river,were held in the camp,"
    "had reached the town,had been moved to the north,were destroyed"
).split(",")
BOUNDS = ["", "", "", "at least ", "about ", "more than ", "up to ", "nearly ", "as many as ", "fewer than "]
CUES = "said,said,said,estimated,reported,claimed,warned,confirmed,announced,insisted,argued,acknowledged,wrote,complained".split(",")
DENIALS = "denied,rejected claims,would not confirm,disputed".split(",")
DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(",")
ADJECTIVES = "long,narrow,empty,crowded,broken,quiet,muddy,distant,old,new,heavy,cold".split(",")
NOUNS = (
    "road,bridge,market,harbour,school,station,river,hospital,border,field,warehouse,village,column,convoy,checkpoint,winter,harvest,"
    "factory,council,ceasefire,offensive,election,budget,railway,pipeline,hearing"
).split(",")
VERBS = (
    "stayed closed,was repaired,had been shelled,lay under snow,was opened again,could not be reached,emptied within hours,"
    "changed hands twice,was left without power,filled with people,had been promised for years,was never finished"
).split(",")
TAILS = (
    "for most of the day,after the rain,before dawn,for the third week,since the spring,despite the ceasefire,in spite of the cold,"
    "as winter came nearer,while traders waited on both sides,and nobody could say for how long,although the guns were silent"
).split(",")
REMARKS = (
    "we counted them ourselves on the road,nobody told us where they had gone,it was the longest night of my life,"
    "they will say that it was an exercise,I have seen the lists and I know the names,there is no water and there is no bread,"
    "our people did not leave because they wanted to,the figures do not add up,we asked for help and none came,"
    "this is not a war that anybody here has chosen,the trucks came at night and left before the morning"
).split(",")


def texts(words: int, seed: int) -> Iterator[str]:
    """Make reports until they have that many words in all; the same seed gives the same reports."""
    dice = random.Random(seed)
    made = number = 0
    while made < words:
        text = _report(dice, number, min(WORDS_A_REPORT, words - made))
        made, number = made + len(text.split()), number + 1
        yield text


def write(folder: Path, words: int, seed: int) -> list[Path]:
    """Write each report as a file of its own and give the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number, text in enumerate(texts(words, seed)):
        files.append(folder / f"{number:05d}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


def _report(dice: random.Random, number: int, words: int) -> str:
    outlet, place = dice.choice(OUTLETS), dice.choice(PLACES)
    cast = [(dice.choice(FIRST), dice.choice(LAST), dice.choice(OFFICES)) for _ in range(4)]
    title = f"{_capital(dice.choice(NOUNS))} near {place} {dice.choice(VERBS)}, {dice.choice(cast)[1]} says"
    head = f"Title: {title}\nOutlet: The {outlet}\nDate: 2025-{1 + number % 12:02d}-{1 + dice.randrange(28):02d}\n"
    head += f"URL: https://{outlet.split()[0].lower()}.example/2025/{number}\n"
    paragraphs = [f"{dice.choice(CAPITALS).upper()} - {_told(dice, place, cast)} {_background(dice, place)}"]
    count = len(head.split()) + len(paragraphs[0].split())
    while count < words:
        kinds = [_background, _told, _quoted, _told, _counted]
        sentences = [dice.choice(kinds)(dice, place, cast) for _ in range(dice.randrange(1, 5))]
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    return head + "\n" + "\n\n".join(paragraphs) + "\n"


Cast = list[tuple[str, str, str]]


def _background(dice: random.Random, place: str, cast: Cast | None = None) -> str:
    first = f"the {dice.choice(ADJECTIVES)} {dice.choice(NOUNS)} outside {place} {dice.choice(VERBS)} {dice.choice(TAILS)}"
    second = f"the {dice.choice(NOUNS)} of the {dice.choice(ADJECTIVES)} {dice.choice(NOUNS)} {dice.choice(VERBS)}"
    joined = dice.choice([f"{first}, and {second}", f"{first}; {second}", first, f"In {2014 + dice.randrange(11)} {second}, but {first}"])
    return f"{_capital(joined)}."


def _counted(dice: random.Random, place: str, cast: Cast | None = None) -> str:
    return f"{_capital(_figure(dice))} near {place} on {dice.choice(DAYS)}, {dice.choice(TAILS)}."


def _told(dice: random.Random, place: str, cast: Cast) -> str:
    source, figure = _source(dice, cast), _figure(dice)
    clause = dice.choice([f"{figure} near {place}", f"the {dice.choice(NOUNS)} {dice.choice(VERBS)} {dice.choice(TAILS)}", figure])
    other = dice.choice(BODIES)
    return dice.choice(
        [
            f"{_capital(source)} {dice.choice(CUES)} on {dice.choice(DAYS)} that {clause}.",
            f"{_capital(clause)}, {source} {dice.choice(CUES)}.",
            f"According to {source}, {clause}.",
            f"{_capital(source)} {dice.choice(DENIALS)} that {clause}.",
            f"{_capital(clause)}, {source} told reporters in {dice.choice(CAPITALS)}, citing {other}.",
            f"{dice.choice(['He', 'She', 'They'])} {dice.choice(CUES)} that {clause}, but {other} said that {_figure(dice)}.",
        ]
    )


def _quoted(dice: random.Random, place: str, cast: Cast) -> str:
    source, said, then = _source(dice, cast), dice.choice(REMARKS), dice.choice(REMARKS)
    said, then = _capital(said), _capital(then)
    return dice.choice(
        [
            f'"{said}," {source} said. "{then}."',
            f"“{said},” said {source}, who spoke by telephone from {place}. “{then}.”",
            f'{_capital(source)} put it another way: "{said}."',
            f'The {dice.choice(NOUNS)} was, in the words of {source}, "{dice.choice(ADJECTIVES)} and {dice.choice(ADJECTIVES)}".',
            f'"{said}," {dice.choice(["he", "she"])} added. "{then}, and {dice.choice(REMARKS)}."',
        ]
    )


def _source(dice: random.Random, cast: Cast) -> str:
    first, last, office = dice.choice(cast)
    return dice.choice(
        [
            f"{first} {last}, the {office},",
            f"{office} {first} {last}",
            last,
            last,
            f"the {office}",
            dice.choice(BODIES),
            dice.choice(PEOPLE),
        ]
    ).rstrip(",")


def _figure(dice: random.Random) -> str:
    number = dice.choice([f"{dice.randrange(2, 90)}", f"{dice.randrange(100, 30000):,}", "two dozen", "several hundred", "some 3,000"])
    return f"{dice.choice(BOUNDS) if number[0].isdigit() else ''}{number} {dice.choice(GROUPS)} {dice.choice(OUTCOMES)}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=800_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    write(given.out, given.words, given.seed)
