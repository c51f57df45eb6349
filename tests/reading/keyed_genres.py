"""Invented passages in the manner of agencies, broadcasts, features, fact checks, live pages, releases and columns, keyed as those of
`keyed_chains`; no basis is keyed.
"""

from __future__ import annotations

from tests.reading.keyed_chains import Passage

GENRES = (
    Passage(
        "first feature",
        "The Valley Review",
        """Samia, whose name has been changed, kept a stall by the bus station. "[q1 They took the scales first,]" [s1 she] [c1 \
said]. [s2 A sergeant] [c2 told] her [q2 that the market was closed for good]. [s3 Her neighbour Idris] [c3 begged] \
her [q3 to leave the child with him].

[q5 [s4 The driver of the last bus] [c4 swore] [q4 that the road was clear]], [s5 Samia] [c5 remembers]. It was not. \
At the bridge [s6 a boy with a rifle] [c6 ordered] them [q6 to get out].

"[q7 [s8 My mother] [c8 used to say] [q8 that water finds its way]. So did we,]" [c7 said] [s7 Samia]. [s9 Idris] [c9 \
has sent] word [q9 that the stall is gone]. [s10 The camp's director] [c10 says] [q10 eleven hundred people came in \
May].""",
        """
1; Samia; -; ?
2; sergeant; Samia; ?
3; Idris; Samia; ?
4; driver of the last bus; Samia; ?
6; boy with a rifle; Samia; ?
8; mother; Samia; ?
10; camp's director; -; ?
""",
    ),
    Passage(
        "first transcript",
        "Valley Radio",
        """PRESENTER: Good evening. We are joined by Colonel Ades Morr, who commands the river guard, and by Lena Fitch of the \
relief group Open Ferry.

[s1 MORR][c1 :] [q1 We stopped nine boats. [s2 The crews] [c2 told] my men [q2 they carried rice]. [s3 Their papers] \
[c3 said] [q3 otherwise]].

PRESENTER: [s4 The owner of one boat] [c4 told] this programme [q4 that his rice was thrown into the water].

[s5 MORR][c5 :] [q5 I have heard that. [s6 My officers] [c6 deny] [q6 it]].

[s7 FITCH][c7 :] [q7 Our volunteers were on the bank. One of them, [s8 a student], [c8 wrote] to me [q8 that sacks \
were floating]. [s9 The guard] [c9 promised] us [q9 an inquiry] in March, and [s10 the ministry] [c10 says] [q10 there \
was none]].""",
        """
1; Ades Morr; -; ?
2; crews; Ades Morr; ?
4; owner of one boat; -; ?
7; Lena Fitch; -; ?
9; guard; Lena Fitch; ?
10; ministry; Lena Fitch; ?
""",
    ),
    Passage(
        "first check",
        "The Valley Review",
        """The claim that sixty lorries vanished began with the Upland Star. [s1 The Star], [c1 citing] [s2 an aid worker], [c1 \
reported] on 2 May [q1 [q2 that sixty lorries had left the depot and never arrived]]. [s3 The aid worker] [c3 told] us \
[q3 that he had said sixteen].

[s4 The depot's manager] had [c4 told] the Star [q4 that his gate book shows sixteen]. [s5 A driver who was in the \
column] [c5 told] the Valley Review [q5 that all came through]. [s6 The Star's editor] [c6 wrote] to us [q6 that the \
number was a slip of the ear].

[s7 The ministry of transport] [c7 told] Hill Radio last week [q7 that it was looking into the matter]; [s8 it] [c8 \
told] us [q8 that it was not]. [s9 A post shared by the minister's brother] [c9 says] [q9 that [s10 the army] [c10 has \
found] [q10 forty of them]].""",
        """
1; Upland Star; -; ?
3; aid worker; -; ?
4; depot's manager; Star; ?
5; driver; -; ?
6; editor; -; ?
7; ministry of transport; Hill Radio; ?
8; ministry of transport; -; ?
""",
    ),
    Passage(
        "first agency",
        "Sable Wire",
        """[q2 [s1 A cable from the embassy], seen by Sable Wire, [c1 says] [q1 that [s2 the governor] [c2 had assured] diplomats \
[q2 that the camp would stay]]]. [s3 The governor's office] [c3 did not comment].

[q4 Twelve guards were killed], [s4 the Red Crescent] [c4 said], [c5 citing] [s5 survivors]. [s6 A survivor reached by \
telephone] [c6 said] [q6 he had hidden in a well]. [s7 He] [c7 said] [q7 [s8 the attackers] had [c8 told] him [q8 to \
run]].

[s9 The president] [c9 promised] [q9 an inquiry] in an interview with Radio Delta. [s10 His aide Tomas Brandt] [c10 \
told] AFP [q10 that it would take a year]. [s11 Brandt] [c11 added] [q11 that two officers had been suspended]. [s12 \
The opposition leader] [c12 mocked] [q12 the inquiry as theatre].""",
        """
1; cable from the embassy; -; ?
2; governor; cable from the embassy; ?
6; survivor; -; ?
8; attackers; survivor; ?
9; president; Radio Delta; ?
10; Tomas Brandt; AFP; ?
11; Tomas Brandt; AFP; ?
12; opposition leader; -; ?
""",
    ),
    Passage(
        "first column",
        "The Valley Review",
        """[s1 My cousin in the capital] [c1 writes] [q1 that bread is back]. [s2 Her landlord] [c2 tells] her [q2 the siege is \
over]. [s3 I] [c3 think] [q3 he is selling the house].

[s4 A general whom I met in spring] [c4 told] me [q4 that armies end when the wages do]. [s5 The minister] [c5 calls] \
[q5 this defeatism]. [s6 A shopkeeper near the mosque] [c6 told] my colleague [q6 that nobody pays in notes]. [s7 The \
bank] [c7 insists] [q7 that all is well], and [s8 the evening news] [c8 repeats] [q8 it].""",
        """
1; cousin in the capital; -; ?
2; landlord; cousin; ?
4; general; -; ?
6; shopkeeper; -; ?
7; bank; -; ?
""",
    ),
    Passage(
        "second agency2",
        "Sable Wire",
        """[s1 The Plateau Relief Network] [c1 said] on Monday [q1 that two of its kitchens had been shelled]. [s2 It] [c2 said] \
[q2 that cooks had fled]. [s3 The army] [c3 did not answer] [q3 a request for comment].

[s4 The governor] [c4 promised] on the radio [q4 that bread would come by Thursday]. [s5 Traders] [c5 doubt] [q5 it]. \
[s6 The World Food Programme] [c6 told] Sable Wire [q6 that its trucks were held at the border]. [s7 A customs \
officer] [c7 blamed] [q7 the paperwork].

[s8 The militia] [c8 accused] [q8 the army of burning grain]. [s9 The army] [c9 accused] [q9 the militia of eating \
it]. [s10 An adviser to the governor] [c10 called] [q10 both of them liars].""",
        """
1; Plateau Relief Network; -; ?
2; Plateau Relief Network; -; ?
3; army; -; ?
4; governor; -; ?
6; World Food Programme; -; ?
7; customs officer; -; ?
8; militia; -; ?
9; army; -; ?
10; adviser; -; ?
""",
    ),
    Passage(
        "second live2",
        "Valley Courier",
        """09:12 [s1 Radio Delta], [c1 citing] [s2 two drivers], [c1 reports] [q1 [q2 that the northern road is closed]].

09:40 [s3 The army] [c3 says] [q3 the road is open]. We have asked for pictures.

10:05 Correction: an earlier entry gave the number of buses as forty. [s4 The transport office] [c4 says] [q4 it was \
fourteen].

10:30 [s5 A teacher in the upper town] [c5 writes] to us [q5 that the school is full of people]. [s6 She] [c6 says] \
[q6 nobody has slept].

11:15 [s7 The rebels' council] [c7 tells] Channel Six [q7 it will let the buses through]. [s8 The governor] [c8 says] \
[q8 that he has heard nothing of it].

12:00 What we know so far: [s9 the army] [c9 says] [q9 the road is open], [s10 two drivers] [c10 say] [q10 it is not].""",
        """
2; two drivers; Radio Delta; ?
3; army; -; ?
4; transport office; -; ?
5; teacher; -; ?
6; teacher; -; ?
7; rebels' council; Channel Six; ?
8; governor; -; ?
9; army; -; ?
10; two drivers; -; ?
""",
    ),
    Passage(
        "second release2",
        "Open Ferry",
        """Open Ferry has run its clinic boat on the lower river since 2014. Last week our crew was stopped twice.

"[q1 They counted the bandages,]" [c1 said] [s1 Tamsin Arde, who leads the crew]. [s2 The soldiers] [c2 told] her [q2 \
that bandages could be traded].

[s3 Open Ferry] [c3 condemns] [q3 the search]. [s4 A patient who was on board] [c4 described] [q4 a soldier who took \
her shoes]. [s5 The river command] [c5 has said] [q5 that the boat carried fuel]; [s6 the organisation] [c6 denies] \
[q6 it].

[s7 The health ministry] [c7 confirmed] to Open Ferry [q7 that the boat is registered].

Notes for editors: Open Ferry is neutral.""",
        """
1; Tamsin Arde; -; ?
3; Open Ferry; -; ?
4; patient; Open Ferry; ?
5; river command; -; ?
6; Open Ferry; -; ?
7; health ministry; Open Ferry; ?
""",
    ),
    Passage(
        "second column2",
        "The Valley Review",
        """[s1 The generals] [c1 say] [q1 the war is nearly over]. They said so in spring. [s2 My neighbour, a retired postman,] \
[c2 says] [q2 wars end like colds]. "[q3 One morning you breathe,]" [s3 he] [c3 says].

[s4 The envoy] [c4 believes] [q4 that a paper will hold them]. [s5 The opposition] [c5 says] [q5 the paper is a trap]. \
I asked a clerk at the palace. [s6 He] [c6 said] [q6 that nobody had read past the title]. [s7 It] [c7 is said] [q7 \
that the president weeps at night]; [s8 his doctor] [c8 told] the Upland Star [q8 that he sleeps well].

[s9 The Star] [c9 calls] [q9 that reassuring].""",
        """
1; generals; -; ?
2; neighbour; -; ?
3; neighbour; -; ?
4; envoy; -; ?
5; opposition; -; ?
6; clerk; -; ?
8; doctor; Upland Star; ?
9; Star; -; ?
""",
    ),
    Passage(
        "second feature2",
        "The Valley Review",
        """Jamal (not his real name) was a clerk at the grain office. "[q1 I wrote down sacks,]" [s1 he] [c1 said]. "[q1 Then I \
wrote down names.]"

[s2 The new director] [c2 told] him [q2 that the lists were for bread]. [q4 [s3 A colleague] [c3 whispered] [q3 that \
they were for the army]], [s4 Jamal] [c4 said]. [s5 He] [c5 says] [q5 he burned eleven pages].

In the hills he met his sister. [s6 She] [c6 had heard] [q6 that he was dead]. [s7 The sister, Rana,] [c7 says] [q7 \
the village is empty]. "[q8 [s9 They] [c9 told] us [q9 we could come back]. We will not,]" [s8 she] [c8 said].

[s10 The grain office] [c10 did not reply] [q10 to questions].""",
        """
1; Jamal; -; ?
2; director; Jamal; ?
3; colleague; Jamal; ?
4; Jamal; -; ?
5; Jamal; -; ?
7; Rana; -; ?
8; Rana; -; ?
10; grain office; -; ?
""",
    ),
)
