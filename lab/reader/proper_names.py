"""Takes the proper names out of annotations that mark whole noun phrases, and puts tokenised words together to running text.

GUM marks every mention of an entity ("the President of the United States, who ...") and re3d every noun phrase of its kinds ("our
partner forces"); what a reader of names should find there is decided here. Which files they come from is told in `corpora`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from closewatch.reading.places import NameKind, find_demonyms, find_names

KINDS = ("person", "organisation", "place", "group")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Name:
    """A proper name: its offsets in the text, and its kind: person, organisation, place, group, or unknown.

    A group is a nationality, a people, a faith or a political camp, as noun or adjective (the NORP of OntoNotes). `never` holds the kinds
    that an unknown name certainly is not.
    """

    start: int
    end: int
    kind: str
    never: tuple[str, ...] = ()


TITLES = frozenset(
    "mr mrs ms miss dr doctor prof professor sir dame lord lady madam president vice prime minister deputy foreign defense "
    "defence secretary general gen lieutenant lt colonel col major maj captain capt sergeant sgt staff master airman senior "
    "chief petty officer admiral adm rear commander cmdr brigadier brig field marshal private corporal specialist ambassador "
    "senator sen representative rep congressman congresswoman governor gov mayor judge justice king queen prince princess "
    "emperor pope father brother sister reverend rev bishop archbishop cardinal undersecretary imam sheikh sheik ayatollah "
    "speaker chairman chairwoman chancellor counsel attorney coach press spokesman spokeswoman spokesperson special envoy "
    "under assistant acting former director agent mom dad grandma grandpa tsar czar army navy marine marines force command "
    "sgt. mullah hon honourable honorable tech first 1st sec min high permanent parliamentary of state for the and us u.s "
    "leader principal commissioner inspector detective senatorial mp counselor counsellor administrator spc pfc cpl sfc msgt "
    "tsgt ssgt honor honour highness majesty excellency match man".split()
)
"""Words that stand before a person's name and are no part of it, compared in lower case without their full stop."""

PEOPLES = re.compile(
    r"\b(?:Muslim|Christian|Catholic|Protestant|Buddhist|Hindu|Sikh|Sunni|Shi['’]?(?:a|ite)|Alawite|Druze|Yazidi|Kurd|Arab|Jew|Tatar|Uyghur|"
    r"Uighur|Rohingya|Roma|Inuit|M[aā]ori|Moriori|Maya|Latino|Latina|Hispanic|European|African|Asian|American|Scandinavian|Slav|Berber|Tuareg|"
    r"Pashtun|Hazara|Tamil|Sinhalese|Zulu|Bosniak|Democrat|Republican|Communist|Conservative|Liberal|Nazi|Soviet|Zionist|Islamist|Salafi|"
    r"Wahhabi|Huguenot|Mormon|Anglican|Lutheran|Methodist|Scientologist|Texan|Californian|Catalan|Basque|Breton|Scottish|Scot|English|Welsh|"
    r"Cornish|Roman|Greek|Persian|Ottoman|Byzantine|Aboriginal|Polynesian|Melanesian|Palestinian|Chechen|Tibetan|Sicilian|Bavarian|Prussian)"
    r"s?\b|\b(?:Jewish|Kurdish|Islamic|Judaic|Slavic|Scots|Orthodox Christians?|African[- ]Americans?|Western|Westerners?|Bolsheviks?|"
    r"(?:North|South|Latin|Central|Native) Americans?|Eastern Europeans?|Celtic|Nordic|Baltic|Balkan|Israelites?|Democratic|Yemeni)\b"
)
"""Peoples, faiths and political camps beside the demonyms of the reader's own lexicon; the commonest, not all of them."""

NO_NAMES = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun i i'm i'd i'll "
    "i've internet tv god".split()
)
"""Words that are written with a capital letter without being names of any kind that a corpus marks."""

COMMON = frozenset(
    "nation state land island islands government church university city town party country county court company board college "
    "school center centre group team street road river lake sea region province district republic kingdom empire union "
    "commission committee council agency department ministry office force forces home men women plans staff earth world north "
    "south east west northern southern eastern western summit airport park hall hotel house palace museum constitution "
    "resolution members visitors village continent territory capital administration secretaries commanders soldiers airmen "
    "authorities operation law gates".split()
)
"""Common nouns that are at times written with a capital letter; alone they name nothing that can be told from the words."""

_PRONOUNS = frozenset(
    "i he she it we you they me him her us them my his its our your their this that these those who which there here one both "
    "all each some many several other others such any no every another what".split()
)
_JOINING = frozenset("of the and for in on de la le du des del der den van von bin ibn al el ul ud a an to & - – ' ’s 's + d'".split())
_WORD = re.compile(r"\S+")


_PREFERRED = ("group", "place", "organisation", "person", UNKNOWN)


def join_words(words: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Put the words of a tokenised sentence together as they would be printed, and say where each of them stands.

    The spaces of the original are lost: quotation marks are taken to open and close in turn, a hyphen to stand without spaces.

    >>> join_words(["He", "is", "n't", "in", "the", "U", ".", "S", ".", ",", '"', "Mr.", "Doe", '"', "said", "."])[0]
    'He isn\\'t in the U.S., "Mr. Doe" said.'
    """
    text = ""
    places = []
    opened: Counter[str] = Counter()
    close = True  # whether the next word follows without a space
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        glued = close or bool(re.fullmatch(r"[.,;:!?%)\]}”…]+|['’](?:s|S|re|ve|ll|d|m|t)|n['’]t|''|-RRB-", word))
        close = word in ("(", "[", "{", "$", "£", "€", "#", "``", "“", "‘", "-LRB-", "¿", "¡")
        if word in ('"', "'"):
            shut = bool(opened[word]) or (word == "'" and before.endswith("s"))
            glued, close = (True, False) if shut else (glued, True)
            opened[word] = 0 if shut else 1
        elif word in ("’", "´"):
            glued = True
        elif word in ("-", "/", "@", "_") and at and before[-1:].isalnum() and after[:1].isalnum():
            glued = close = True
        elif word == "." and len(before) == 1 and before.isupper() and len(after) == 1 and after.isupper():
            close = True
        text += word if glued else " " + word
        places.append((len(text) - len(word), len(text)))
    return text, tuple(places)


def settle(names: Iterable[Name]) -> tuple[Name, ...]:
    """Keep the longest of names that overlap, of equal ones a known kind, in the order of the text.

    >>> settle([Name(0, 5, "place"), Name(0, 13, "organisation"), Name(0, 13, "unknown")])
    (Name(start=0, end=13, kind='organisation', never=()),)
    """
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda name: (name.start - name.end, name.start, _PREFERRED.index(name.kind))):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.start))


def find_groups(text: str) -> Iterator[tuple[int, int]]:
    """Find the capitalised words that name a nationality, a people, a faith or a political camp.

    >>> [text[start:end] for text in ["Most Kurds and some Iraqi Muslims"] for start, end in find_groups(text)]
    ['Iraqi', 'Kurds', 'Muslims']
    """
    for named in find_demonyms(text):
        yield named.start, named.end
    for found in PEOPLES.finditer(text):
        yield found.span()


# --- GUM ------------------------------------------------------------------------------------------------------------------------------

_GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place"}


_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m|t)?|n['’]t", re.IGNORECASE)


def tidy(row: Mapping[str, Any]) -> dict[str, Any]:
    """Take out the spaces that the GUM rows have before clitics ("Korea 's", "do n't"), and move the offsets of its tokens along."""
    text: str = row["text"]
    pieces: list[str] = []
    tokens = []
    at = taken = 0
    for token in row["tokens"]:
        start = token["start"]
        bound = token["xpos"] in ("POS", "RB", "MD") or token["xpos"].startswith("VB")
        if bound and at < start and text[at:start] == " " and _CLITIC.fullmatch(token["t"]):
            taken += 1
        else:
            pieces.append(text[at:start])
        pieces.append(text[start : token["end"]])
        at = token["end"]
        tokens.append({**token, "start": start - taken, "end": at - taken})
    return {**row, "text": "".join([*pieces, text[at:]]), "tokens": tokens}


class _Phrases:
    """The tokens of a GUM document with heads made absolute, so that the name within a mention can be walked to."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.text: str = row["text"]
        self.tokens = row["tokens"]
        self.heads = [-1] * len(self.tokens)
        self.first = [False] * len(self.tokens)
        for sentence in row["sentences"]:
            for at in range(sentence["start"], sentence["end"]):
                head = self.tokens[at]["head"]
                self.heads[at] = sentence["start"] + head - 1 if head else -1
            if sentence["start"] < len(self.tokens):
                self.first[sentence["start"]] = True

    def proper(self, at: int) -> bool:
        return self.tokens[at]["xpos"] in ("NNP", "NNPS")

    def word(self, at: int) -> str:
        return str(self.tokens[at]["t"])

    def relation(self, at: int) -> str:
        return str(self.tokens[at]["deprel"])

    def head_of(self, start: int, end: int) -> int:
        """The token of a mention that the rest of it hangs on."""
        return next((at for at in range(start, end) if not start <= self.heads[at] < end), start)

    def hangs_on(self, at: int, first: int, last: int) -> bool:
        """Whether a token reaches the run by its heads without passing a token of another phrase."""
        for _ in range(6):
            at = self.heads[at]
            if first <= at <= last:
                return True
            if at < 0 or not self.proper(at):
                return False
        return False

    def run(self, start: int, end: int, kind: str) -> tuple[int, int] | None:
        """The proper name around the head of a mention, first and last token; None where the head is a common noun."""
        head = self.head_of(start, end)
        if not self.proper(head):
            named = [at for at in range(start, end) if self.proper(at) and self.heads[at] == head and self.relation(at) == "flat"]
            if kind != "person" or not named:
                return None
            head = named[0]
        elif kind == "person" and any(
            self.heads[at] == head and self.relation(at) == "flat" and not self.proper(at) and self.tokens[at]["upos"] == "NOUN"
            for at in range(head, end)
        ):
            return None  # "the State Department spokesperson"
        first = last = head
        joined = False  # "University of Sheffield" may go on, but not to "of the UK"
        while first > start:
            before = first - 1
            if self.proper(before) and self._part(before, first, last, kind):
                first = before
            elif (
                self.tokens[before]["xpos"] == "HYPH"
                and before > start
                and self.proper(before - 1)
                and self._part(before - 1, first, last, kind)
            ):
                first = before - 1
            else:
                break
        while last + 1 < end:
            after = last + 1
            if self.proper(after) and self._part(after, first, last, kind):
                last = after
            elif after + 1 < end and self._by_mark(after, kind):
                last = after + 1
            elif not joined and kind != "person" and self.word(after).lower() in ("of", "for", "&", "at", "on", "de"):
                following = after + 1 + (after + 1 < end and self.word(after + 1).lower() == "the")
                if following < end and self.proper(following) and self._hangs_on_run(following, end, first, last):
                    last, joined = following, True
                else:
                    break
            else:
                break
        return first, last

    def _by_mark(self, after: int, kind: str) -> bool:
        """Whether a hyphen, or the article of a byname ("Peter the Great"), leads on to another word of the name."""
        following = after + 1
        if self.tokens[after]["xpos"] == "HYPH":
            return self.word(following)[:1].isupper()
        byname = self.relation(following) in ("appos", "flat", "nmod:desc") and self.proper(following)
        return kind == "person" and self.word(after) == "the" and byname

    def _hangs_on_run(self, at: int, end: int, first: int, last: int) -> bool:
        """Whether the proper noun after "of" belongs to the run: it, or the proper noun that it stands before, hangs on it."""
        while at < end and self.proper(at):
            if first <= self.heads[at] <= last:
                return True
            at += 1
        return False

    def _part(self, at: int, first: int, last: int, kind: str) -> bool:
        relation = self.relation(at)
        if relation in ("appos", "list", "conj", "parataxis", "nmod:poss", "vocative", "dep", "nmod:unmarked"):
            return False
        if kind == "person" and relation in ("nmod:desc",) and at < first:
            return False
        return (
            self.hangs_on(at, first, last)
            or first <= self.heads[at] <= last
            or (at < first and self.heads[first] == at)
            or (at > last and any(self.heads[inner] == at for inner in range(first, last + 1)))
        )

    def by_identity(self, start: int, end: int, identity: str) -> tuple[int, int] | None:
        """The tokens of a mention that spell the title of its Wikipedia article."""
        wanted = re.sub(r"\s*\(.*\)$", "", unquote(identity).replace("_", " ")).lower()
        if not wanted or "," in wanted:
            return None
        for first in range(start, end):
            for last in range(first, min(end, first + 14)):
                if self.text[self.tokens[first]["start"] : self.tokens[last]["end"]].lower() == wanted and self.proper(first):
                    return first, last
        return None


def names_of_gum(row: Mapping[str, Any]) -> tuple[Name, ...]:
    """Find the proper names in a GUM document by its gold mentions, parts of speech and dependencies.

    A mention counts where its head is a proper noun; the name is what hangs on that head as name, compound or "of" phrase, without
    determiner, title, apposition and relative clause. Names of other entity types (works, products, events) are unknown. Groups are the
    capitalised adjectives and plural or personal nouns of `find_groups`; GUM itself has no such type.
    """
    phrases = _Phrases(row)
    names: list[Name] = []
    exact_types: dict[tuple[int, int], str] = {}
    times: set[int] = set()
    for mention in row["mentions"]:
        start, end, entity = mention["start"], mention["end"], mention["etype"]
        exact_types[start, end] = entity
        if entity == "time":
            times.update(range(start, end))
            continue
        kind = _GUM_KINDS.get(entity, UNKNOWN)
        run = phrases.run(start, end, kind)
        spelled = phrases.by_identity(start, end, mention["identity"])
        if run and spelled and spelled[0] <= run[1] and run[0] <= spelled[1]:
            run = (min(run[0], spelled[0]), max(run[1], spelled[1]))
        run = run or spelled  # "the state of Arizona" has a common noun as head, and is Arizona
        if run:
            names += _gum_name(phrases, start, run, kind)
    for start, end in find_groups(phrases.text):
        covered = [at for at, token in enumerate(phrases.tokens) if start <= token["start"] < end]
        if covered:
            last = phrases.tokens[covered[-1]]
            personal = exact_types.get((covered[0], covered[-1] + 1)) == "person"
            sure = last["xpos"] in ("JJ", "NNPS") or personal
            names.append(Name(start, max(end, last["end"]), "group" if sure else UNKNOWN))
    for at, token in enumerate(phrases.tokens):
        # What a mention should have covered and did not: capitalised words that may be names, though nobody said of which kind.
        inside = not phrases.first[at] and phrases.word(at - 1) not in ('"', "“", "‘", "'", ":")
        doubtful = phrases.proper(at) or (token["xpos"] == "JJ" and inside)
        plain = token["t"].lower().rstrip(".")
        doubtful = doubtful and token["t"][:1].isupper() and plain not in TITLES | NO_NAMES | COMMON and at not in times
        if doubtful and all(token["end"] <= name.start or name.end <= token["start"] for name in names):
            names.append(Name(token["start"], token["end"], UNKNOWN))
    return settle(names)


def _gum_name(phrases: _Phrases, start: int, run: tuple[int, int], kind: str) -> Iterator[Name]:
    first, last = run
    if kind == "person":
        while first <= last and phrases.word(first).lower().rstrip(".") in TITLES:
            first += 1
        if first > last:
            return
        words = phrases.text[phrases.tokens[first]["start"] : phrases.tokens[last]["end"]]
        if any(end - begin == len(words) for begin, end in find_groups(words)):
            kind = "group"
        elif phrases.tokens[last]["xpos"] == "NNPS" or (first > start and first == last and phrases.relation(first - 1) == "det"):
            kind = UNKNOWN
    begin, end = phrases.tokens[first]["start"], phrases.tokens[last]["end"]
    if first == last and phrases.word(first).lower() in COMMON:
        return
    # A number that a street or a plane is told apart by belongs to its name, and makes it none of a country: "US 75".
    if kind == "place" and last + 1 < len(phrases.tokens) and phrases.tokens[last + 1]["xpos"] == "CD" and phrases.heads[last + 1] == last:
        end, kind = phrases.tokens[last + 1]["end"], UNKNOWN
    if any(mark.isupper() for mark in phrases.text[begin:end]):
        yield Name(begin, end, kind)


# --- re3d -----------------------------------------------------------------------------------------------------------------------------

_RE3D_KINDS = {"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "group"}
_SURE = 0.5
"""re3d gives the annotators' agreement; entities of confidence 0 are those of a gazetteer that nobody confirmed."""


def names_of_re3d(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Name, ...]]:
    """Find the proper names in all re3d documents, one tuple for each.

    Of what people marked, spans of capitalised words count, without article, title and nationality before a person, parted at commas.
    What people marked somewhere is marked wherever it stands, and so are the states of the reader's own lexicon; what only the gazetteer of
    re3d found, and capitalised words that nobody marked, are unknown.
    """
    marked: list[list[Name]] = []
    doubtful: list[list[Name]] = []
    kinds_of: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sure: list[Name] = []
        unsure: list[Name] = []
        for entity in row["entities"]:
            kind = _RE3D_KINDS.get(entity["type"])
            if kind is None:
                continue
            found = list(_re3d_names(row["text"], entity["begin"], entity["end"], kind))
            if entity["confidence"] > _SURE:
                sure += found
                for name in found:
                    kinds_of[row["text"][name.start : name.end]][name.kind] += 1
            else:
                unsure += found
        marked.append(sure)
        doubtful.append(unsure)
    known = {}
    for words, counted in kinds_of.items():
        kind, count = counted.most_common(1)[0]
        if (len(words) > 2 or words.isupper()) and count >= 0.8 * counted.total():
            known[words] = kind
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(known, key=len, reverse=True))) + r")(?!\w)") if known else None
    result = []
    for row, sure, unsure in zip(rows, marked, doubtful, strict=True):
        names = [Name(name.start, name.end, known.get(row["text"][name.start : name.end], name.kind)) for name in sure]
        if pattern:
            names += [Name(*found.span(), known[found.group()]) for found in pattern.finditer(row["text"])]
        names += [Name(start, end, "group") for start, end in find_groups(row["text"])]
        names += [Name(named.start, named.end, "place") for named in find_names(row["text"]) if named.kind is NameKind.STATE]
        names = list(settle(names))
        for name in [*(Name(name.start, name.end, UNKNOWN) for name in unsure), *_unmarked(row["text"])]:
            if all(name.end <= other.start or other.end <= name.start for other in names):
                names.append(name)
        result.append(settle(names))
    return result


def _unmarked(text: str) -> Iterator[Name]:
    """Capitalised words within a sentence that nobody marked, and that may be names of any kind."""
    for found in re.finditer(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*", text):
        if any(word.lower() not in TITLES | NO_NAMES | COMMON for word in found.group().split()):
            yield Name(*found.span(), UNKNOWN)


def _re3d_names(text: str, begin: int, end: int, kind: str) -> Iterator[Name]:
    parts = re.split(r"(,\s+|\s+and\s+|\s*/\s*|\s*\()", text[begin:end]) if kind != "organisation" else [text[begin:end]]
    at = begin
    for part in parts:
        yield from _re3d_name(text, at, at + len(part), kind)
        at += len(part)


def _re3d_name(text: str, begin: int, end: int, kind: str) -> Iterator[Name]:
    words = [(begin + found.start(), begin + found.end()) for found in _WORD.finditer(text[begin:end])]
    plain = [text[start:stop].strip("\"'“”‘’(),;:").lower() for start, stop in words]
    while words and (
        plain[0] in _PRONOUNS
        or plain[0] in ("the", "a", "an")
        or (kind == "person" and (plain[0].rstrip(".") in TITLES or _is_group(text, words[0])))
    ):
        del words[0], plain[0]
    if not words:
        return
    start, stop = words[0][0], words[-1][1]
    while start < stop and text[start] in "\"'“‘(":
        start += 1
    stop = start + len(re.sub(r"(?:['’]s|['’]|[,;:)”\"])+$", "", text[start:stop]))
    if (
        stop - start < 2
        or all(word.rstrip(".") in TITLES | NO_NAMES | COMMON or word in _JOINING for word in plain)
        or not all(_capital(text[first:last]) or word in _JOINING for (first, last), word in zip(words, plain, strict=True))
    ):
        return
    if not _capital(text[start:stop]):
        return
    found = text[start:stop]
    if kind in ("organisation", "group") and any(
        named.kind is NameKind.STATE and named.end - named.start == len(found) for named in find_names(found)
    ):
        kind = "place"
    elif any(last - first == len(found) for first, last in find_groups(found)):
        kind = "group"
    elif found.startswith("Operation ") or "-speaking" in found or "designate" in found:
        kind = UNKNOWN
    yield Name(start, stop, kind)


def _capital(word: str) -> bool:
    bare = word.strip("\"'“”‘’(),;:-–")
    return bool(bare) and (
        bare[0].isupper()
        or (bare[0].isdigit() and len(bare) > 2 and bare[-1].isalpha())
        or bool(re.match(r"(?:al|el|an|ar|as|at|ad|az)[-’'‑][A-Z]", bare))
    )


def _is_group(text: str, place: tuple[int, int]) -> bool:
    return any(end - start == place[1] - place[0] for start, end in find_groups(text[place[0] : place[1]]))
