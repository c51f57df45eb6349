"""Invented passages, some for each way in which words change hands, keyed as those of `keyed_chains`; no basis is keyed."""

from __future__ import annotations

from tests.reading.keyed_chains import Passage

FIRST_HANDS = (
    Passage(
        "captors",
        "Harbour Times",
        """[q1 The ammunition came by night], [s1 the security service] [c1 said], and [s2 the three captives] [c2 told] their \
interrogators [q2 that they had walked for nine days].

[s3 A captured driver] [c3 told] investigators [q3 that he had been paid in flour], [c4 according to] [s4 the \
prosecutor's office].

[s5 The captured pilot] [c5 told] his guards [q5 that he had been lost].""",
        """
1; security service; -; ?
2; three captives; security service; ?
5; captured pilot; -; ?
""",
    ),
    Passage(
        "captors2",
        "Harbour Times",
        """[s1 The army's intelligence directorate] [c1 said] on Monday [q1 that four fighters had been taken alive]. [s2 Two of \
them] [c2 told] their questioners [q2 that no food had come for a week].

A neighbour of mine told the baker. [s3 The defence ministry] [c3 published] [q3 a list of names]. [s4 One prisoner] \
[c4 admitted] under questioning [q4 that he had laid the mine].""",
        """
1; army's intelligence directorate; -; ?
2; two of the fighters; army's intelligence directorate; ?
""",
    ),
    Passage(
        "aside",
        "The Quay Review",
        """[s1 The guards], [s2 she] [c2 told] the Examiner, [q2 [c1 promised] her sister [q1 that the gate would open at noon]].

Nobody, [s3 the baker] [c3 said], [q3 believed the list].

[s4 The colonel], [s5 the deserter] [c5 recalled], [q5 [c4 swore] [q4 that no shell had been fired]].""",
        """
1; guards; she, Examiner; ?
4; colonel; deserter; ?
""",
    ),
    Passage(
        "spin",
        "Harbour Times",
        """[s1 The river board] [c1 told] the Dune Post [q1 that the dam would be inspected]. Another site, Storm Online, copied \
the interview and [c2 has] [s2 the board] [c2 saying] [q2 that the dam would break].

The Evening Star made of it: [q3 [s3 Board] [c3 confirms] [q3 flood]].

A portal in the capital turned this into: "[q4 [s4 The river board] [c4 warns] [q4 of a flood]]".

The Coast Tribune lets [s5 the board] [c5 predict] [q5 a wave of nine metres].""",
        """
2; river board; Dune Post, Storm Online; ?
4; river board; portal in the capital; ?
5; river board; Coast Tribune; ?
""",
    ),
    Passage(
        "repeat",
        "Harbour Times",
        """[q1 Eighty goats were stolen at the ford], [s1 a blog called Upriver] [c1 claimed] on Monday. [s2 A news site in the \
capital] [c2 repeated] [q2 the number].

[s3 The herders' union] [c3 put] [q3 the loss at twelve]. [s4 Radio Delta] [c4 carried] [q4 the union's figure]. [s5 \
The mayor] [c5 repeated] [q5 the claim of the blog].

[s6 The governor] [c6 said] [q6 the ford was safe]. [s7 Two papers] [c7 reprinted] [q7 the statement].""",
        """
2; blog called Upriver; news site in the capital; ?
4; herders' union; Radio Delta; ?
5; mayor; -; ?
7; governor; two papers; ?
""",
    ),
    Passage(
        "state1",
        "Harbour Times",
        """[s1 Varland] [c1 admitted] on Friday [q1 that its ships had fired on the ferry]. [s2 The Naval Staff of the republic] \
[c2 said] in a statement carried by the state agency Vartass [q2 that the crews had been in danger]. It named no ship.

[s3 The ferry's captain] [c3 said] [q3 that nobody had warned him].""",
        """
2; Naval Staff of the republic; Vartass; ?
""",
    ),
    Passage(
        "state2",
        "Harbour Times",
        """[s1 Ethiopia] [c1 denied] on Friday [q1 that its planes had crossed the border]. [s2 The foreign ministry in Addis \
Ababa] [c2 said] in a statement [q2 that they had turned back in time].

[s3 Sudan] [c3 confirmed] on Saturday [q3 that the mines were its own]. [s4 The General Staff] [c4 said] in a \
broadcast carried by the state agency SUNA [q4 that the maps had been handed over].

[s5 Eritrea] [c5 said] on Sunday [q5 that it would not attend]. [s6 The African Union] [c6 said] [q6 that the talks \
would go on].""",
        """
1; foreign ministry in Addis Ababa; -; ?
2; foreign ministry in Addis Ababa; -; ?
3; General Staff; SUNA; ?
4; General Staff; SUNA; ?
5; Eritrea; -; ?
6; African Union; -; ?
""",
    ),
    Passage(
        "thanks",
        "The Coast Star",
        """[s1 The garrison] [c1 confirmed] on Monday [q1 that the bridge was gone]. [s2 The engineers] [c2 said] in a statement \
carried by Radio Delta [q2 that it would be rebuilt].

"[q3 I heard it fall,]" [c3 said] [s3 a ferryman who was not named]. The report is that of Sable Wire, which we thank \
for the text.

Background. [s4 Diplomats] [c4 put] [q4 the damage at two million].""",
        """
1; garrison; Sable Wire; ?
2; engineers; Radio Delta, Sable Wire; ?
3; ferryman; Sable Wire; ?
4; diplomats; Sable Wire; ?
""",
    ),
    Passage(
        "was told",
        "Harbour Times",
        """[s1 Sable Wire], [c11 quoting] [s11 councillor Anna Reuss], [c1 reports] [q1 [q11 she was [c2 told] by [s2 the water \
board] [q2 that the wells were dry]]].

[s3 A nurse] [c3 said] [q3 she had been [c4 told] by [s4 the director] [q4 that the ward would close]].

[s5 The driver] [c5 said] [q5 that he was [c6 informed] by [s6 the checkpoint's commander] [q6 that the road was \
mined]].""",
        """
1; Sable Wire; -; ?
2; water board; Anna Reuss, Sable Wire; ?
4; director; nurse; ?
6; commander; driver; ?
""",
    ),
    Passage(
        "hands",
        "The Quay Review",
        """In a letter passed on by his lawyer, [s1 the poet] [c1 wrote] [q1 that he had not been fed for three days].

[s2 The general] [c2 said] through his lawyer [q2 that he would appeal]. [s3 The widow] [c3 told] the Examiner through \
a cousin [q3 that the body was not his].

[s4 Two deserters] [c4 wrote] in a letter of May [q4 that they want to go home]; it went from a priest to a relief \
group, which published it on Sunday.

In a message smuggled out by a cellmate and given to Radio Delta, [s5 the student] [c5 said] [q5 that she was alive].

[s6 The miner] [c6 said] in a note read out by his sister [q6 that the shaft was flooded].

[s7 The army] [c7 said] through a spokesman [q7 that it had no prisoners].""",
        """
1; poet; lawyer; ?
2; general; lawyer; ?
3; widow; cousin, Examiner; ?
4; two deserters; priest, relief group; ?
5; student; cellmate, Radio Delta; ?
6; miner; sister; ?
7; army; -; ?
""",
    ),
    Passage(
        "hands2",
        "Harbour Times",
        """[s1 The hostage] [c1 says] in a video released by the militia [q1 that she is treated well].

[s2 The bishop] [c2 said] in a message shared with Sable Wire by an aide [q2 that the church was shut].

[q3 The convoy was let through], [s3 the commander] [c3 said] in a recording obtained by the Harbour Times. [q4 It was \
not], [s4 a driver] [c4 said] in a voice message that his brother played to our reporter.

[q5 Nobody was to leave], [s5 the governor] [c5 wrote] in an order seen by two aid workers. [s6 The fisherman] [c6 \
told] his daughter, who told the Examiner, [q6 that the nets had been cut].""",
        """
1; hostage; militia; ?
3; commander; -; ?
""",
    ),
    Passage(
        "comment",
        "Harbour Times",
        """[s1 The harbour minister] [c1 told] parliament on Tuesday [q1 that one crane had failed and one was being mended].

[s2 An engineer at the port] [c2 warned] [q2 against counting one crane twice]. [s3 She] [c3 pointed out] [q3 that [s4 \
the minister] [c4 had spoken of] [q4 two]].

[s5 A lawmaker] [c5 recalled] [q5 that [s6 the minister] [c6 had promised] [q6 a third]]. [s7 A docker] [c7 said] [q7 \
that [s8 the foreman] [c8 had told] him [q8 to stay away]].""",
        """
3; engineer at the port; -; ?
4; harbour minister; -; ?
8; foreman; docker; ?
""",
    ),
    Passage(
        "coordinate",
        "Harbour Times",
        """In May [s1 the health office] [c1 had estimated] [q1 forty dead and [s2 Western diplomats] [c2 had spoken of] [q2 \
ninety]].

[s3 The union] [c3 counts] [q3 nine arrests, while [s4 the police] [c4 speak of] [q4 three]]. [s5 The mayor] [c5 \
denies] [q5 a shortage but [s6 the bakers] [c6 report] [q6 empty stores]].""",
        """
1; health office; -; ?
2; Western diplomats; -; ?
4; police; -; ?
6; bakers; -; ?
""",
    ),
    Passage(
        "met",
        "Harbour Times",
        """[s1 Diplomats] [c1 spoke] to a Swiss broadcaster [c1 of] [q1 forty lorries], which is a plan. The broadcaster met five \
women who had crossed the river. [s2 One of them, called Dima here,] [c2 described] [q2 nights in the reeds]. [q3 They \
were sent back twice], [s3 the women] [c3 said].

A reporter of the Examiner visited a family in the old town. [s4 The father] [c4 said] [q4 that the well was \
poisoned].""",
        """
1; diplomats; Swiss broadcaster; ?
2; Dima; Swiss broadcaster; ?
3; women; Swiss broadcaster; ?
""",
    ),
    Passage(
        "heard",
        "Harbour Times",
        """[q2 [s1 The Security Service (KSS)] [c1 estimated] in March [q1 that a ton of wheat pays for a rifle]], [s2 lawmakers \
who had heard it behind closed doors] [c2 said] then.

[q4 [s3 The KSS] [c3 believes] [q3 that the price has doubled]], [s4 a member of the committee who attended the \
session] [c4 said].""",
        """
1; Security Service; lawmakers who had heard it behind closed doors; ?
2; lawmakers; -; ?
3; Security Service; member of the committee; ?
4; member of the committee; -; ?
""",
    ),
    Passage(
        "outlets",
        "Harbour Times",
        """[s1 The ferryman] [c1 told] Radio Kestrel [q1 that the river was low]. [s2 A farmer] [c2 told] Channel 9 [q2 that the \
crop was lost]. [s3 The priest] [c3 told] the Associated Press [q3 that he would stay]. [s4 A nurse] [c4 told] AFP [q4 \
that the ward was full].

[s5 The mayor] [c5 told] state media [q5 that the town was calm]. [s6 A soldier] [c6 told] a reporter for the Wadi \
Examiner [q6 that he had thrown away his rifle]. [s7 The governor] [c7 told] Delta24 [q7 that he would resign]. [s8 An \
imam] [c8 told] the website Dune Watch [q8 that the mosque was open].

[s9 The captain] [c9 said] on Nile Six television [q9 that the port was closed]. [s10 A teacher] [c10 said] in remarks \
broadcast by Radio Delta [q10 that the school had moved]. [s11 The envoy] [c11 told] reporters [q11 that talks went \
on].""",
        """
1; ferryman; Radio Kestrel; ?
2; farmer; Channel 9; ?
3; priest; Associated Press; ?
4; nurse; AFP; ?
5; mayor; state media; ?
6; soldier; Wadi Examiner; ?
7; governor; Delta24; ?
8; imam; Dune Watch; ?
9; captain; Nile Six television; ?
10; teacher; Radio Delta; ?
11; envoy; -; ?
""",
    ),
)
