"""Reads what stretch of events a figure covers: one event, all so far, those added, those there, a mean, a plan, a forecast.

Knows words and tenses near the number; the stance of the statement around it comes in as it was read.
"""

from __future__ import annotations

from closewatch.reading.numerals import UNITS
from closewatch.reading.sighted import Found, Sighting
from closewatch.reading.tokens import Tokens
from closewatch.terms.figure import FigureKind, Scope
from closewatch.terms.statement import Stance
from closewatch.terms.when import Dated

_SCOPES = (
    (
        Scope.PLANNED,
        "will send|would send|will deploy|would deploy|plans to|plan to|planned to|planning to|planned for|is planned"
        "|are planned|intends to|decided to|considering|will go to|are to|is to|asked for|asks for|called for|calls for|demanded"
        "|intend to|is to send|wants to|want to|preparing to|preparing|prepares to|prepared to|aims to|ready to send|poised to|promised to"
        "|pledged to|pledges to|promises to|the plan was|agreed to send|about to send|vowed to|are to be|is to be|were to be|was to be"
        "|hopes to|made ready|bound for|due to arrive|will be sent|would be sent|will be deployed|to be sent|to be deployed|to be there by"
        "|undertook to|committed to|offered to|earmarked|a plan to|plans for|plan for|will dispatch|will be recruited|to be hired|to reach",
    ),
    (
        Scope.FORECAST,
        "will be killed|could be killed|may be killed|might be killed|will be destroyed|is expected to|are expected to|expected to"
        "|expects to|could die|will die|may die|could reach|may reach|might reach|will reach|could rise to|may rise to"
        "|is likely to|are likely to"
        "|forecast|projected|foresees|foresaw|foreseen|expects|could exceed"
        "|could be as|predicted|predicts|would be killed|might die|could soon|could serve|could be brought|could be sent"
        "|could grow|will grow|will rise|would rise|by the end of the year|is set to|are set to|could lose|will lose"
        "|would lose|on course to"
        "|will face|could face|will need|would bring|possible that|may soon",
    ),
    (Scope.AVERAGE, "on average|average of|an average|averages|averaged|averaging|average is|is the average|average|apiece|the mean"),
    (
        Scope.CUMULATIVE,
        "so far|to date|since the|since|in all|in total|altogether|a total of|total of|the total|as of|year to date"
        "|until now|up to now"
        "|the whole campaign|overall|bringing the total|have been killed|cumulative|brings the total|the tally|all told",
    ),
)
_ORDER = {scope: place for place, (scope, _) in enumerate(_SCOPES)}
_INDEX: dict[str, list[tuple[tuple[str, ...], Scope]]] = {}
for _scope, _phrases in _SCOPES:
    for _phrase in _phrases.split("|"):
        _INDEX.setdefault(_phrase.split()[0], []).append((tuple(_phrase.split()), _scope))
_MORE = frozenset(("another", "further", "additional", "newly", "extra"))
_NEAR = 14
"""Pieces within which "will send" or "could be killed" still speaks of a number."""
_STOCKS = frozenset(("strength", "population", "trapped"))
_PRESENT = frozenset("deployed detained captured missing displaced abducted affected trapped".split())
_STAYS = frozenset(
    "are is remain remains live lived lay lie now stood stand stands stay stays serve serves train fight fights hold holds were".split()
)
_THERE = frozenset(
    "in at on along near training fighting present stationed massed gathered based positioned waiting encamped stood inside already".split()
)
_RUNNING = frozenset(
    "killed wounded casualties captured missing deserted surrendered recruited deployed displaced destroyed returned launched".split()
)
"""Measures that add up over a war, so that a number of them without an event of its own is a running total."""
_EVENTS = frozenset(
    "strike strikes airstrike airstrikes attack attacks raid raids blast blasts explosion bombing bombardment shelling ambush"
    " clash clashes battle"
    " assault massacre crash shooting incident fire earthquake flood landslide storm collapse stampede riot riots missile missiles drone"
    " drones bomb bombs mine shell rocket rockets gunmen gunman grenade mortar truck bus train plane helicopter boat overnight"
    " fall fell falls capture seizure when".split()
)
"""What names one event; a number beside it is of that event unless the words say otherwise."""
_A_CROWD = 100
"""From here on a number that no event and no tense is named for is a running total: reports of single events with more are rare
(chosen on the sample case)."""
_ABROAD = "people of a country abroad"
_PERFECT = frozenset(("have", "has", "'ve", "having"))
"""A past perfect tells nothing: what somebody said had happened may be one event."""
_ONCE = frozenset("once signing lump bonus one-off reward ransom bounty total altogether".split())

_AIMS = frozenset(
    "operation operations mission missions effort efforts attempt attempts attempted attempting bid raid raids search searches campaign"
    " order orders ordered tried trying tries sought seeking failed hoping".split()
)
"""What an infinitive of purpose hangs on."""
_TURNS = frozenset(("but", ";", "although", "though"))
_SPANS = frozenset("day days night nights week weeks fortnight month hours".split())
_WEEKS = (["days"], ["week"], ["weeks"], ["month"])
_SENDING = frozenset(("deployed", "recruited"))
_LONG = 31
"""Days from which a period is a long one."""
_WHEN = frozenset(("today", "yesterday", "overnight", "tonight"))


def read_scope(tokens: Tokens, sighting: Sighting, first: int, last: int, stance: Stance | None) -> tuple[Scope, Found]:
    """Say what stretch of events a figure covers, and by which pieces; a figure that nothing marks is one of an event."""
    slot = sighting.slot
    marked = _marked(tokens, slot.first, first, last)
    if marked and marked[0] in (Scope.PLANNED, Scope.FORECAST):
        return marked
    aimed = _aimed_at(tokens, sighting, first)
    if aimed:
        return Scope.PLANNED, aimed
    near = tokens.words[max(first, slot.start - 3) : slot.first]
    behind = tokens.word(slot.last)
    for place in range(max(first, slot.start - 3), slot.first):
        if tokens.words[place] in _MORE:
            return Scope.INCREMENT, (place, place + 1)
    if behind in ("more", "further", "additional", "new", "newly") and tokens.word(slot.last + 1) != "than":
        return Scope.INCREMENT, (slot.last, slot.last + 1)
    if behind == "fewer" or "fewer" in near[-1:]:
        return Scope.DECREMENT, None
    if stance is Stance.INTENDS:
        return Scope.PLANNED, None
    if sighting.per is not None and (sighting.money or sighting.kind is FigureKind.RATE):
        return Scope.AVERAGE, (sighting.per.first, sighting.per.last)
    if marked and (marked[0] is not Scope.CUMULATIVE or sighting.money is None):
        return marked
    if stance is Stance.PREDICTS:
        return Scope.FORECAST, None
    lately = _lately(tokens, first, last) if sighting.measure in _RUNNING and not sighting.money else None
    if lately:
        return Scope.INCREMENT, lately
    if sighting.rule == _ABROAD:
        return Scope.STOCK, None
    if sighting.measure == "other" and _stays_there(tokens, sighting, last):
        return Scope.STOCK, None
    if sighting.measure in _STOCKS or (sighting.measure in _PRESENT and _is_present(tokens, sighting, last)):
        return Scope.STOCK, None
    if sighting.measure == "paid":
        once = any(word in _ONCE for word in tokens.words[max(first, slot.first - 6) : min(last, slot.last + 6)])
        return (Scope.EVENT if once else Scope.AVERAGE), None
    return _by_tense(tokens, sighting, first, last)


def settle_scope(scope: Scope, measure: str, dated: Dated) -> Scope:
    """Give the scope of a number that no words mark, by the period in which it happened: one day is an event, long ones run on.

    >>> from datetime import date
    >>> from closewatch.terms.when import KnownFrom
    >>> settle_scope(Scope.CUMULATIVE, "killed", Dated(date(2024, 5, 3), date(2024, 5, 3), KnownFrom.TEXT))
    <Scope.EVENT: 'event'>
    """
    if dated.start is None or dated.end is None or scope not in (Scope.EVENT, Scope.CUMULATIVE):
        return scope
    days = (dated.end - dated.start).days
    if days > _LONG and measure not in ("paid", "cost"):
        return Scope.CUMULATIVE
    return Scope.EVENT if days == 0 and measure in _RUNNING and measure not in _SENDING else scope


def _aimed_at(tokens: Tokens, sighting: Sighting, first: int) -> Found:
    """An aim is no event: an operation to capture a commander; tried to kill 12; a mission overnight to free the hostages."""
    trigger = sighting.decided.trigger if sighting.decided else None
    if trigger is None or trigger.first > sighting.slot.first or tokens.word(trigger.first - 1) != "to":
        return None
    place = trigger.first - 2
    place -= tokens.word(place) in _WHEN
    return (place, trigger.first) if place >= first and tokens.words[place] in _AIMS else None


def _by_tense(tokens: Tokens, sighting: Sighting, first: int, last: int) -> tuple[Scope, Found]:
    """A running total is large or in a perfect tense (300 dead; have lost 40); a number of one event is small or has a cause beside it."""
    if sighting.measure not in _RUNNING or sighting.money:
        return Scope.EVENT, None
    at = sighting.slot.first
    trigger = sighting.decided.trigger if sighting.decided else None
    if trigger:
        for place in range(trigger.first - 1, max(first, trigger.first - 4) - 1, -1):
            if tokens.words[place] in _PERFECT:
                return Scope.CUMULATIVE, (place, trigger.last)
            if tokens.words[place] not in ("been", "already", "now", "not", "also", "since", "then", "become"):
                break
    size = sighting.amount.high or sighting.amount.low or 0
    if (size < _A_CROWD and sighting.measure not in _SENDING) or not _EVENTS.isdisjoint(
        tokens.words[max(first, at - 10) : min(last, at + 10)]
    ):
        return Scope.EVENT, None
    return Scope.CUMULATIVE, None


def _marked(tokens: Tokens, at: int, first: int, last: int) -> tuple[Scope, Found] | None:
    """The strongest words of a sentence that say what stretch a number at a place covers."""
    best: tuple[Scope, Found] | None = None
    if _INDEX.keys().isdisjoint(tokens.words[first:last]):
        return None
    for place in [place for place, word in enumerate(tokens.words[first:last], first) if word in _INDEX]:
        follows = tokens.word(place + 1)
        for phrase, scope in _INDEX[tokens.words[place]]:
            if len(phrase) > 1 and phrase[1] != follows:
                continue
            near_enough = scope is Scope.CUMULATIVE or (abs(place - at) <= _NEAR and not _turned(tokens, at, place))
            stronger = best is None or _ORDER[scope] < _ORDER[best[0]]
            if near_enough and stronger and tuple(tokens.words[place : place + len(phrase)]) == phrase:
                best = scope, (place, place + len(phrase))
    return best


def _stays_there(tokens: Tokens, sighting: Sighting, last: int) -> bool:
    """Whether what is counted is said to be somewhere: 240 people had gathered at a site; 1,400 of them lay along one street."""
    start = sighting.slot.noun_last + 2 * (tokens.words[sighting.slot.noun_last : sighting.slot.noun_last + 2] == ["of", "them"])
    after = tokens.words[start : min(start + 4, last)]
    return after[:2] == ["had", "gathered"] or (after[:1] != [] and after[0] in _STAYS and not _THERE.isdisjoint(after[1:4]))


def _turned(tokens: Tokens, at: int, place: int) -> bool:
    """Whether words behind a number are those of a clause that goes against it: put the toll at 19 but warned that it would rise."""
    return not _TURNS.isdisjoint(tokens.words[at:place])


def _lately(tokens: Tokens, first: int, last: int) -> Found:
    """The words that make a number one of some days or weeks of a war that goes on: in the past week; over three days."""
    for place in range(first, last - 2):
        word, then = tokens.words[place], tokens.words[place + 1 : place + 4]
        if word not in ("in", "over", "during", "within", "for"):
            continue
        then = then[1:] if then[0] == "the" else then
        if then and then[0] in ("past", "last", "previous") and not _SPANS.isdisjoint(then[1:3]):
            return place, place + 3
        if word in ("in", "over") and (then[0] in UNITS or then[0].isdigit() or then[0] in ("a", "several", "few")) and then[1:2] in _WEEKS:
            return place, place + 3
    return None


def _is_present(tokens: Tokens, sighting: Sighting, last: int) -> bool:
    """Those there at a time: 11,000 are in Kursk; were training in the east; had gathered at a site."""
    start = sighting.slot.noun_last + 2 * (tokens.words[sighting.slot.noun_last : sighting.slot.noun_last + 2] == ["of", "them"])
    after = tokens.words[start : min(start + 6, last)]
    if any(word in _STAYS for word in after[:2]) and not any(
        word in ("been", "said", "sent", "killed", "taken", "moved") for word in after
    ):
        return after[0] != "were" or any(word in _THERE for word in after[1:4])
    return sighting.measure == "deployed" and (after[:1] in (["in"], ["at"], ["on"]) or after[:2] == ["had", "gathered"])
