"""Invented passages with every statement keyed: who speaks, through whom their words came, and how they know.

Marks are those of `closewatch.testing`; under each text stands one line for a statement: its number, the speaker, the relays from the
speaker outward ("-" for none) and the basis, parted by ";". Towns, people and outlets are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A marked text with its keys, and what its report says of its own making."""

    name: str
    publisher: str
    text: str
    keys: str
    headline: str | None = None
    author: str | None = None


PASSAGES = (
    Passage(
        "agency",
        "Sable Wire",
        """[q1 At least nine stallholders were killed when a drone hit the market at Demrat], [s1 the Karun River Network, a group \
of volunteers that runs ambulances in the town,] [c1 said] on Tuesday. [s2 It] [c2 said] [q2 that two of its own drivers \
were among the dead].

[s3 A spokesman for the army] [c3 denied] [q3 that drones had been in the air]. [s4 A memo from the governor's office, \
seen by Sable Wire,] [c4 says] [q4 that [s5 the intelligence service] [c5 expects] [q5 a second attack before the \
rains]].

[s6 UNICEF] [c6 said] [q6 four of the wounded were under twelve]. [s7 Its head in the country, Ruth Adeyo,] [c7 told] \
Radio Kestrel [q7 that the clinic had no blood left]. [s8 She] [c8 said] [q8 that the next delivery was due on Friday].

[s9 A trader who lost his stall] [c9 said] [q9 he had counted eleven bodies]. "[q10 I carried my cousin to the river,]" \
[s10 he] [c10 said].""",
        """
1; Karun River Network; -; unstated
2; Karun River Network; -; official
3; spokesman for the army; -; official
4; memo from the governor's office; -; document
5; intelligence service; memo from the governor's office; intelligence
6; UNICEF; -; official
7; Ruth Adeyo; Radio Kestrel; official
8; Ruth Adeyo; Radio Kestrel; official
9; trader; -; witness
10; trader; -; witness
""",
    ),
    Passage(
        "transcript",
        "Radio Kestrel",
        """PRESENTER: With us are a midwife from Demrat, whom we call Senait, and Dawit Hale, who speaks for the town council.

[s1 SENAIT][c1 :] [q1 I came out with my two boys on Sunday. My neighbour rang me on the way, and [s2 she] [c2 said] [q2 \
that the soldiers were already in the school]. A soldier at the bridge told me [q3 that we would not be let back]].

PRESENTER: Mr. Hale, [s4 the army] [c4 says] [q4 that the bridge is open].

[s5 HALE][c5 :] [q5 It is not. [s6 The governor's office] [c6 told] us on Saturday [q6 that it would stay shut for a \
month]. [s7 The mayor himself] [c7 has said] [q7 that nobody should try]].

PRESENTER: And [s8 aid groups] [c8 say] [q8 that the road to the coast is mined].""",
        """
1; Senait; -; witness
2; neighbour; Senait; ?
4; army; -; official
5; Dawit Hale; -; official
6; governor's office; Dawit Hale; official
7; mayor; Dawit Hale; official
8; aid groups; -; unstated
""",
    ),
    Passage(
        "feature",
        "The Quay Review",
        """When the shelling began Marit, a seamstress whose name has been changed, was at her machine. "[q1 The thread jumped \
before I heard anything,]" [s1 she] [c1 said]. [q3 [s2 Her brother] [c2 shouted] [q2 that they had to leave]], [s3 she] \
[c3 recalled].

They walked for three days. [q5 [s4 The fighters at the first post] [c4 ordered] [q4 them to hand over their phones]], \
[s5 Marit] [c5 said]. [s6 One of them, a boy of about fifteen,] [c6 told] her [q6 that his commander had fled].

In the camp a nurse examined her daughter. [s7 The nurse] [c7 said] [q7 that the girl had the weight of a child half her \
age]. [s8 The aid worker who keeps the camp's register] [c8 puts] [q8 the arrivals at three hundred a day]. [s9 The \
seamstress] [c9 does not believe] [q9 the number]. "[q10 I slept in that line,]" [s10 she] [c10 said].

[s11 A cousin who stayed behind] [c11 has written] to her [q11 that the house still stands].""",
        """
1; Marit; -; witness
2; Marit's brother; Marit; unstated
3; Marit; -; witness
4; fighters; Marit; unstated
5; Marit; -; witness
6; boy; ?; unstated
7; nurse; -; witness
8; aid worker; -; unstated
9; Marit; -; unstated
10; Marit; -; witness
11; cousin; ?; unstated
""",
    ),
    Passage(
        "fact check",
        "The Harrow Ledger",
        """[s1 The Dune Post,] [c11 citing] [s11 the Garrison Journal], [c1 reported] [q1 [q11 that forty boats had left the \
harbour]]. [s2 The Garrison Journal] [c2 told] us [q2 that it had never printed such a number]. [s3 Its editor] [c3 \
said] [q3 that the figure came from a reader's letter].

[s4 The harbour master] had [c4 told] the Post [q4 that fourteen boats were gone]. [s5 He] [c5 repeated] to us [q5 that \
it was fourteen].

[s6 The fishermen's union] [c6 told] this newspaper [q6 that none of its boats was missing]. [s7 The Post's \
correspondent, Ada Renn,] [c7 said] [q7 she had taken the number from the Journal]. [s8 The ministry of fisheries] [c8 \
had told] her [q8 that it kept no count].

[s9 The navy] [c9 wrote] to the Dune Post in March [q9 that no boat had left without leave]. We asked the navy again. \
[s10 It] [c10 did not answer] [q10 how many had asked].""",
        """
1; Dune Post; -; hearsay
2; Garrison Journal; -; unstated
3; editor; -; unstated
4; harbour master; Dune Post; official
5; harbour master; -; official
6; fishermen's union; -; official
7; Ada Renn; -; unstated
8; ministry of fisheries; Ada Renn; official
9; navy; Dune Post; official
10; navy; -; official
11; Garrison Journal; Dune Post; ?
""",
    ),
    Passage(
        "release",
        "Lantern Medical Aid",
        """Our hospital in Demrat has been without power since Friday. "[q1 We operated by the light of two phones,]" [c1 said] [s1 \
Dr. Ivo Lask, a surgeon in our team]. [s2 Patients] [c2 describe] [q2 beatings at the checkpoints].

[s3 A mother of three who was treated in our ward] [c3 said] [q3 that her house had been burned with the grain in it]. \
[s4 Nora Selm, our head of mission,] [c4 said] [q4 that the fuel would last until Tuesday]. [s5 She] [c5 called] on both \
sides [q5 to spare hospitals].

[s6 The organisation] [c6 rejects] [q6 the suggestion that fighters are sheltered in its buildings]. [s7 The army] [c7 \
has said] [q7 that the hospital was not a target]. [s8 The provincial health office] [c8 told] our team [q8 that no \
convoy was planned].

Notes for editors: Lantern Medical Aid has worked in the province since 2011.""",
        """
1; Ivo Lask; Lantern Medical Aid; witness
2; patients; Lantern Medical Aid; witness
3; mother of three; Lantern Medical Aid; witness
4; Nora Selm; -; ?
5; Nora Selm; -; ?
6; Lantern Medical Aid; -; official
7; army; -; official
8; provincial health office; Lantern Medical Aid; official
""",
    ),
    Passage(
        "live page",
        "Ferry Courier",
        """14:10 [s1 The defence ministry in Sanaa] [c1 says] [q1 its forces have taken the ridge].

14:32 [s2 A resident of the upper town] [c2 tells] the Ferry Courier [q2 that shells are falling near the baths].

14:50 [s3 State television, quoting the governor,] [c3 reports] [q3 that the water plant is back at work].

15:05 [s4 The rebels] [c4 claim] [q4 to hold both bridges]. [s5 Their spokesman, Colonel Harun Teke,] [c5 told] the Gulf \
News Agency [q5 that twelve prisoners had been taken]. [s6 He] [c6 added] [q6 that none was hurt].

15:20 [s7 Leaflets dropped over the town] [c7 say] [q7 that whoever carries a weapon will be shot].

15:41 [s8 The Red Cross] [c8 says] [q8 one of its trucks was stopped at the north gate]. [s9 It] [c9 says] [q9 that \
thousands have fled the valley].

16:02 [c10 According to] [s10 the Gulf News Agency], [s11 two doctors] [c11 said] [q11 the wounded came from the ridge].""",
        """
1; defence ministry in Sanaa; -; official
2; resident of the upper town; -; witness
3; state television; -; ?
4; rebels; -; ?
5; Harun Teke; Gulf News Agency; official
6; Harun Teke; Gulf News Agency; official
7; leaflets dropped over the town; -; document
8; Red Cross; -; official
9; Red Cross; -; unstated
11; two doctors; Gulf News Agency; unstated
""",
    ),
    Passage(
        "column",
        "The Quay Review",
        """[s1 I] [c1 doubt] [q1 that the truce will see the month out]. [s2 My aunt, who sells onions in Demrat,] [c2 tells] me \
[q2 that [s3 the buyers] [c3 say] [q3 it is over already]]. [s4 The general] [c4 promised] [q4 peace by the harvest]; \
[s5 an adviser of his who asked me not to use his name] [c5 thinks] [q5 it was a joke].

[s6 The opposition] [c6 calls] [q6 the paper a surrender]. [s7 A friend at the ministry] [c7 told] me [q7 that nobody \
there had read it]. [s8 A diplomat I have known for years] [c8 said] [q8 that both sides were buying time].""",
        """
1; Petra Holm; -; unstated
2; Petra Holm's aunt; -; ?
3; buyers; Petra Holm's aunt; unstated
4; general; -; official
5; adviser; -; unnamed
6; opposition; -; unstated
7; friend; -; unnamed
8; diplomat; -; unnamed
""",
        author="Petra Holm",
    ),
    Passage(
        "list",
        "Ridge Morning",
        """From the interior minister:

"[q1 The roads are open.]"

"[q2 Whoever says otherwise has not driven on them.]"

What others said:

"[q3 I drove on them, and I was turned back twice.]" [c3 —] [s3 a bus driver from Demrat]

"[q4 Our trucks are still at the border.]" [c4 —] [s4 Lantern Medical Aid]

[s5 The minister's spokesman] [c5 laughed off] [q5 the driver's account].""",
        """
1; interior minister; -; official
2; interior minister; -; official
3; bus driver from Demrat; -; witness
4; Lantern Medical Aid; -; official
5; minister's spokesman; -; official
""",
    ),
    Passage(
        "reprint",
        "The Ferry Courier",
        """[s1 The interior ministry] [c1 confirmed] on Sunday [q1 that sixty men had been arrested], state news agency Sana reported.

[s2 The minister] [c2 said] [q2 that they would be tried], in a statement carried by the agency. [s3 A lawyer whom \
Meridian Wire calls Ilan, a pseudonym,] [c3 said] [q3 that he had been let in to see four of them]. "[q4 They sat on the \
floor,]" [s4 he] [c4 said].

[s5 Western diplomats] [c5 put] [q5 the number at two hundred].

Reporting by Meridian Wire.""",
        """
1; interior ministry; Sana, Meridian Wire; official
2; minister; Sana, Meridian Wire; official
3; Ilan; Meridian Wire; witness
4; Ilan; Meridian Wire; witness
5; Western diplomats; Meridian Wire; unnamed
""",
    ),
    Passage(
        "two steps",
        "Harbour Times",
        """[q3 [q2 [s1 The two deserters] [c1 told] their questioners [q1 that no wages had been paid]], [c2 according to] [s2 the \
security service]], [s3 lawmaker Anna Reuss] [c3 said] after a closed hearing.

[s4 A lawyer for the family] [c4 said] [q4 that [s5 the prison director] [c5 had told] her [q5 that the man was ill]]. \
[s6 The widow] [c6 said] [q6 a guard had whispered to her that he was dead]. [q13 [s8 The mayor] [c8 had said] [q8 that \
nobody was told]], [c13 according to] [s13 a news agency].

[s9 The chief of the clinic] [c9 told] Sable Wire [q9 that eleven men had been brought in]. [s10 He] [c10 told] the same \
agency [q10 that two had died]. [s11 The clinic's records] [c11 show] [q11 nine admissions].""",
        """
1; two deserters; security service, Anna Reuss; ?
2; security service; Anna Reuss; intelligence
3; Anna Reuss; -; hearsay
4; lawyer for the family; -; hearsay
5; prison director; lawyer for the family; official
6; widow; -; hearsay
8; mayor; news agency; official
13; news agency; -; hearsay
9; chief of the clinic; Sable Wire; ?
10; chief of the clinic; Sable Wire; ?
11; clinic's records; -; document
""",
    ),
    Passage(
        "bodies",
        "Harbour Times",
        """[s1 The Rapid Relief Front, a militia that holds the south bank,] [c1 accused] the army [q1 of shelling a school]. [s2 \
The armed group] [c2 said] [q2 its own men were not there]. [s3 The army] [c3 rejected] [q3 the accusation]. [s4 It] [c4 \
blamed] [q4 the militia].

[s5 The World Food Programme] [c5 estimates] [q5 that half the town goes hungry]. [s6 The agency] [c6 said] [q6 its \
stores had been looted]. [s7 The Demrat Doctors' Committee] [c7 counted] [q7 thirty dead]. [s8 The committee] [c8 said] \
[q8 that one of its members had been arrested].

[s9 Emergency volunteers in the east of the town] [c9 reported] [q9 that a mosque had been hit]. [s10 A doctor at the \
last open hospital] [c10 said] [q10 that he had treated forty people since dawn]. [s11 An official who was not allowed \
to speak in public] [c11 said] [q11 that the order came from the palace].

[s12 An analyst at a university] [c12 said] [q12 that neither side could win]. [s13 The foreign ministry of Chad] [c13 \
said] [q13 that it had closed the crossing].""",
        """
1; Rapid Relief Front; -; official
2; Rapid Relief Front; -; official
3; army; -; official
4; army; -; official
5; World Food Programme; -; official
6; World Food Programme; -; official
7; Demrat Doctors' Committee; -; unstated
8; Demrat Doctors' Committee; -; official
9; emergency volunteers in the east of the town; -; unstated
10; doctor at the last open hospital; -; witness
11; official; -; unnamed
12; analyst at a university; -; unstated
13; foreign ministry of Chad; -; official
""",
    ),
    Passage(
        "late names",
        "The Quay Review",
        """[s1 A ferryman] [c1 said] [q1 that he had taken across sixty people by night]. [s2 The ferryman, who asked to be called \
Bero,] [c2 said] [q2 that the last crossing was the worst]. [q4 [s3 His wife] [c3 begged] him [q3 not to go]], [s4 he] \
[c4 said].

[s5 The surgeon, Dr. Lena Orth,] [c5 had told] a German broadcaster [q5 that she had no thread left]. [s6 The surgeon] \
[c6 said] [q6 that she used fishing line]. [s7 Another surgeon, at the military hospital,] [c7 said] [q7 that there was \
enough].

[s8 The Blue Door network] [c8 says] [q8 that forty children were taken]. [s9 The network] [c9 blames] [q9 the militia]. \
[s10 Its founder] [c10 told] the Ridge Morning [q10 that parents were afraid to speak].

[s11 The German broadcaster] [c11 reported] [q11 that the hospital was closed]. [s12 Bero's wife] [c12 said] [q12 that \
she would not go back].""",
        """
1; Bero; -; witness
2; Bero; -; witness
3; Bero's wife; Bero; unstated
4; Bero; -; witness
5; Lena Orth; German broadcaster; witness
6; Lena Orth; German broadcaster; witness
7; surgeon at the military hospital; -; unstated
8; Blue Door network; -; unstated
9; Blue Door network; -; unstated
10; founder; Ridge Morning; unstated
11; German broadcaster; -; unstated
12; Bero's wife; -; unstated
""",
    ),
)
