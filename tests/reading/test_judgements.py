"""Stance, basis, part and date of a statement, each with the rule and the words it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.basis import judge_basis
from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft
from closewatch.reading.sourced import source_voice
from closewatch.reading.speakers import Cast
from closewatch.reading.stance import judge_stance
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Part, Stance
from closewatch.terms.when import Dated, KnownFrom
from closewatch.testing import plain_report, unmarked


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Moscow denied that troops were there.", Stance.DENIES),
        ("The ministry did not confirm the deaths.", Stance.DECLINES),
        ("The ministry has not confirmed the deaths.", Stance.DECLINES),
        ("Moscow neither confirmed nor denied that troops were there.", Stance.DECLINES),
        ("The spokesman declined to comment.", Stance.DECLINES),
        ("The army did not rule out another strike.", Stance.DECLINES),
        ("The embassy would not say how many were hurt.", Stance.DECLINES),
        ("Neither Moscow nor Pyongyang has confirmed the deployment.", Stance.DECLINES),
        ("If so, the minister said, it would be lawful.", Stance.DECLINES),
        ("The ministry called the report baseless.", Stance.DENIES),
        ("The envoy does not believe that the truce will hold.", Stance.DOUBTS),
        ("The committee told us that it had never given a number.", Stance.DENIES),
        ("The ministry said that it would open an inquiry.", Stance.INTENDS),
        ("An envoy said that there would be no talks before spring.", Stance.PREDICTS),
        ("The baker does not blame anybody.", Stance.ASSERTS),
    ],
)
def test_stance_is_the_cue_turned_by_what_stands_around_it(text: str, stance: Stance) -> None:
    statement = find_statements(plain_report(text))[0]
    assert statement.stance is stance
    assert [reason.span is not None for reason in statement.because if reason.of == "stance"] == [True]


def drafted(marked: str) -> tuple[Report, Draft]:
    """A statement whose words were found by somebody else, who knows no lexicon and no pattern."""
    text, marks = unmarked(marked)
    at = {role: [(start, end) for _, found, start, end in marks if found == role] for role in "scq"}
    quoted = text[at["q"][0][0] - 1 : at["q"][0][0]] in ("“", '"')
    source, cue = next(iter(at["s"]), None), next(iter(at["c"]), None)
    return plain_report(text), Draft(None, "encoder", source, cue, at["q"], quoted=quoted, sentence=(0, len(text)))


@pytest.mark.parametrize(
    ("marked", "stance"),
    [
        ("[s The ministry] [c did not say] [q where they were].", Stance.DECLINES),
        ("[s Moscow] has never [c confirmed] [q the deaths].", Stance.DECLINES),
        ("[s Moscow] [c has denied] [q the deaths].", Stance.DENIES),
        ("[s He] [c gave no details of] [q casualties].", Stance.DECLINES),
        ("[s The clerk] [c has no doubt] [q that they were there].", Stance.BELIEVES),
        ("[s The spokesman] [c told] reporters [q that he could not give an exact number].", Stance.DECLINES),
        ("[s The envoy] [c said] [q that such a thing, should it exist, would be lawful].", Stance.DECLINES),
        ("[q What they were there for remained to be seen], [s he] [c said].", Stance.DECLINES),
        ("[s The army] [c wrote] [q that it knows of no plan to raise the number].", Stance.DENIES),
        ("[s The office] [c would not call] [q it a battle].", Stance.DENIES),
        ("[s The secretary] [c spoke of] [q evidence that troops were there].", Stance.CONFIRMS),
        ("[s The minister] [c told] a hearing [q that it was highly likely that officers had died].", Stance.BELIEVES),
        ("[q Some 4,000 are expected there by May], [c according to] [s the envoy].", Stance.PREDICTS),
        ("[s Lawmakers] [c said] [q the service expects 10,000 men].", Stance.REPORTS),
        ("[q The road is shut, the ministry added], [c according to] [s Meridian Wire].", Stance.REPORTS),
        ("[s The paper] [c reported] [q that one resident had confirmed the noise].", Stance.REPORTS),
        ("[s The paper] [c reported] [q that the road was shut].", Stance.ASSERTS),
        ("[s The ministry] [c had put] [q the number at about 3,000].", Stance.ESTIMATES),
        ("[s Washington] [c spoke of] [q as many as 10,000].", Stance.ESTIMATES),
        ("[s The staff] [c said] [q that about 1,100 soldiers had been killed].", Stance.ESTIMATES),
        ("[s The staff] [c said] [q that 1,100 soldiers had been killed].", Stance.ASSERTS),
        ("[s A researcher] [c considers] [q 10,000 to 20,000 more realistic].", Stance.ESTIMATES),
        ("[s A researcher] [c considers] [q more than 20,000 soldiers unlikely].", Stance.DOUBTS),
        ("[s Officials] [c are said to assume] [q about 1,200 casualties].", Stance.ESTIMATES),
        ("[s A reader] [c asks] [q which side they are on].", Stance.ASSERTS),
        ("[s Seoul] [c counts] [q the builders as troops].", Stance.ASSERTS),
        ("[q The road is shut], [c by] [s the paper's own account].", Stance.ASSERTS),
        ("[q About 4,100 remain], [c by] [s the paper's own arithmetic].", Stance.ESTIMATES),
        ("[s The minister] [c announced] [q that 1,000 sappers would come].", Stance.INTENDS),
        ("[q Troops would be lawful, if there were any], [s the envoy] [c said].", Stance.DECLINES),
        ("[s The service] [c told] reporters [q that some troops seemed to have come].", Stance.BELIEVES),
        ("[q Their number was still being checked], [s it] [c said].", Stance.DECLINES),
        ("[q Up to 15,000 men are to be sent there], [s the minister] [c told] reporters.", Stance.PREDICTS),
        ("[s He] [c had waved off] [q such stories].", Stance.DENIES),
        ("[s One agency] [c saw] [q at least 250 portraits].", Stance.ESTIMATES),
    ],
)
def test_the_stance_of_words_found_without_the_lexicon(marked: str, stance: Stance) -> None:
    assert judge_stance(*drafted(marked))[0] is stance


@pytest.mark.parametrize(
    ("marked", "basis"),
    [
        ("“[q We were sent home for two shifts],” [s a docker] [c said].", Basis.WITNESS),
        ("“[q I would not subtract one from the other],” [s a statistician] [c said].", Basis.UNSTATED),
        ("[s A neighbour] [c said] [q he had counted a dozen ambulances].", Basis.WITNESS),
        ("[s A loader] [c told] us [q that four of them were at his station].", Basis.WITNESS),
        ("“[q He read it from a sheet],” [c said] [s a diplomat who was in the room].", Basis.WITNESS),
        ("“[q I read it on three pages],” [s a visitor] [c declared].", Basis.HEARSAY),
        ("[s Meridian Wire] [c wrote] [q that the ministry had confirmed the deaths].", Basis.HEARSAY),
        ("[s Meridian Wire] [c wrote] [q that the road was shut].", Basis.UNSTATED),
        ("[q Some] [c are said] [q to have walked away].", Basis.HEARSAY),
        ("[q Six died], [c according to] [s sources in Ukrainian intelligence].", Basis.UNNAMED),
        ("[s Two Western intelligence officials] [c said] [q that the road was shut].", Basis.UNNAMED),
        ("[s A translator who asked for anonymity] [c said] [q that the verb travelled badly].", Basis.UNSTATED),
        ("[s An official who asked not to be named] [c said] [q that the road was shut].", Basis.UNNAMED),
        ("[s Kyrylo Budanov, who runs Ukraine's military intelligence], [c said] [q that they were there].", Basis.INTELLIGENCE),
        ("[s A spokesman for the intelligence service] [c said] [q that the road was shut].", Basis.OFFICIAL),
        ("[s The minister], citing two intelligence services, [c said] [q that they were there].", Basis.INTELLIGENCE),
        ("[q Memos found on dead soldiers show that they were pressed], [c according to] [s the NIS].", Basis.DOCUMENT),
        ("[s A retired general] [c said] [q that the road was shut].", Basis.UNSTATED),
        ("[s A military doctor] [c said] [q that the road was shut].", Basis.UNSTATED),
        ("[s The Institute for the Study of War] [c said] [q that the road was shut].", Basis.UNSTATED),
        ("[s The presidential office] [c said] [q that the road was shut].", Basis.OFFICIAL),
        ("[s The state agency KCNA] [c said] [q that the road was shut].", Basis.OFFICIAL),
    ],
)
def test_the_basis_of_words_found_without_the_lexicon(marked: str, basis: Basis) -> None:
    report, draft = drafted(marked)
    voice, _ = source_voice(Cast(report), draft, None)
    assert judge_basis(report, draft, voice)[0] is basis


def test_a_witness_goes_on_as_a_witness_and_believes_so_of_what_happened_but_expects_as_anybody() -> None:
    text = "“We slept in the cellar,” a nurse called Olha Roe said. She added that the lights went out. She believes that it was a drone."
    text += " She thinks that the clinic will close."
    assert [s.basis for s in find_statements(plain_report(text))] == [*[Basis.WITNESS] * 3, Basis.UNSTATED]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Two UN officials told the Quay Gazette that the road was cut.", Basis.OFFICIAL),
        ("Two aid officials told the Quay Gazette that the road was cut.", Basis.UNNAMED),
        ("An official at the military hospital in Orle said that 20 wounded men had come.", Basis.OFFICIAL),
        ("Neither side confirmed the deaths.", Basis.OFFICIAL),
        ("The rebels said that the town had fallen.", Basis.OFFICIAL),
        ("The security firm Grey Heron denied having sent anybody to Orle.", Basis.OFFICIAL),
        ("The Orle resistance committee warned that it would rise.", Basis.UNSTATED),
        ("The port is closed by night, according to a mechanic who worked there until May.", Basis.WITNESS),
        ("An officer who may not speak to the press said that the town would fall.", Basis.UNNAMED),
        ("The market is empty by noon, according to a contract that the Quay Gazette has seen.", Basis.DOCUMENT),
    ],
)
def test_whoever_speaks_for_an_authority_is_official_and_others_by_their_own_words(text: str, basis: Basis) -> None:
    assert find_statements(plain_report(text))[0].basis is basis


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The road is cut, UN officials told the Post. One said that it was mined.", "one of the UN officials"),
        ("The gate was shut, according to a mechanic who worked there.\n\nWe call him Tirab. He says that it was mined.", "Tirab"),
        ("The list is long, said a former clerk who calls himself Condor. He added that it was secret.", "Condor"),
        ("Neither number is that of Nasreddin, as we call a volunteer of the town. He said that it was mined.", "Nasreddin"),
    ],
)
def test_the_last_speaker_goes_by_the_fullest_words_that_the_report_has(text: str, name: str) -> None:
    report = plain_report(text)
    speaker = find_statements(report)[-1].speaker
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("said", "say"),
        ("has denied", "deny"),
        ("did not say", "not say"),
        ("did not reply", "reply"),
        ("had previously been warned", "warn"),
        ("according to", "according to"),
        ("put the toll at", "put the toll at"),
        ("Speaking of", "speak of"),
        ("are said to assume", "assume"),
        ("would not rule out", "not rule out"),
        ("sang", None),
        ("", None),
    ],
)
def test_the_words_of_a_cue_lead_to_its_entry(words: str, lemma: str | None) -> None:
    cue = find_cue(words)
    assert (cue.lemma if cue else None) == lemma


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("“I saw six bodies by the road,” the farmer said.", Basis.WITNESS),
        ("A survivor said the boat had no lights.", Basis.WITNESS),
        ("The defence ministry said the road was open.", Basis.OFFICIAL),
        ("The National Intelligence Service said 40 died.", Basis.INTELLIGENCE),
        ("Satellite images show trenches.", Basis.DOCUMENT),
        ("Relatives who heard it from a guard said he was dead.", Basis.HEARSAY),
        ("The National Intelligence Service counted 40 dead.", Basis.INTELLIGENCE),
        ("A source said the deal was close.", Basis.UNNAMED),
        ("The spokesman said on condition of anonymity that the deal was close.", Basis.UNNAMED),
        ("Olena Kit said the deal was close.", Basis.UNSTATED),
    ],
)
def test_basis_is_how_the_speaker_knows_as_far_as_the_text_tells(text: str, basis: Basis) -> None:
    assert find_statements(plain_report(text))[-1].basis is basis


def test_what_the_next_sentence_says_of_its_speaker_is_no_basis_of_this_one() -> None:
    first = find_statements(plain_report("Olena Kit said the deal was close. Unnamed aides said it was not."))[0]
    assert first.basis is Basis.UNSTATED


def test_headline_lead_body_and_background_are_told_apart() -> None:
    paragraphs = [
        "Kyiv said the bridge fell.",
        "Moscow said it stood.",
        "Minsk said nothing had happened.",
        "Since 2022, Kyiv has repeatedly said the bridge is a target.",
    ]
    report = plain_report("\n\n".join(paragraphs), headline="Bridge falls, says mayor")
    assert [s.part for s in find_statements(report)] == [Part.HEADLINE, Part.LEAD, Part.BODY, Part.BODY, Part.BACKGROUND]


def test_a_greeting_is_no_lead_and_a_paragraph_can_say_that_it_is_background() -> None:
    paragraphs = [
        "Transcript of the evening bulletin.",
        "Kyiv said the bridge fell.",
        "Moscow said it stood.",
        "Background. Minsk said so.",
    ]
    assert [s.part for s in find_statements(plain_report("\n\n".join(paragraphs)))] == [Part.LEAD, Part.BODY, Part.BACKGROUND]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Seoul said on Monday that 40 had died.", date(2024, 11, 18)),
        ("Seoul said on 23 October that 40 had died.", date(2024, 10, 23)),
        ("Seoul said on October 23, 2023 that 40 had died.", date(2023, 10, 23)),
        ("Seoul said yesterday that 40 had died.", date(2024, 11, 18)),
        ("On 24 December, Seoul said that 40 had died.", date(2023, 12, 24)),
    ],
)
def test_a_day_in_the_sentence_dates_the_utterance(text: str, day: date) -> None:
    assert find_statements(plain_report(text, published="2024-11-19"))[0].said == Dated(day, day, KnownFrom.TEXT)


def test_without_a_day_the_date_of_publication_stands_in() -> None:
    published = date(2024, 11, 19)
    statement = find_statements(plain_report("Seoul said that 40 died on Monday.", published="2024-11-19"))[0]
    assert statement.said == Dated(published, published, KnownFrom.PUBLISHED)
    assert find_statements(plain_report("Seoul said that 40 died."))[0].said is None


def test_a_day_alone_needs_the_day_of_publication() -> None:
    text = "Seoul said on Monday that 40 had died."
    assert find_statements(plain_report(text))[0].said is None
    month = Dated(date(2024, 11, 1), date(2024, 11, 30), KnownFrom.PUBLISHED)
    assert find_statements(plain_report(text, published="2024-11"))[0].said == month
