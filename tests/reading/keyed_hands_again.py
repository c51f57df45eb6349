"""More passages like those of `keyed_hands`: written before the rules as well, and read for the first time when these stood."""

from __future__ import annotations

from tests.reading.keyed_chains import Passage

SECOND_HANDS = (
    Passage(
        "again captors",
        "Lake Courier",
        """[s1 The border guard] [c1 says] [q1 it seized nine men on the ice]. [s2 They] [c2 told] their interrogators [q2 that a \
teacher had hired them], [c3 according to] [s3 a major of the guard].

[s4 The rebels' press office] [c4 announced] [q4 the capture of a sergeant]. [s5 He] [c5 told] his captors [q5 that \
the garrison was starving].

[s6 Two smugglers] [c6 told] police [q6 that the crates held medicine].""",
        """
5; sergeant; rebels' press office; ?
6; smugglers; -; ?
""",
    ),
    Passage(
        "again spin",
        "Lake Courier",
        """[s1 The health minister] [c1 said] on Monday [q1 that two wards would close]. The Lake Herald made that into a \
headline: "[q2 [s2 Minister] [c2 announces] [q2 end of the hospital]]".

An anonymous channel on Telegram had [s3 the minister] [c3 announcing] [q3 that patients would be sent home].

The Mountain Post ran the story too. It has [s4 her] [c4 promise] [q4 a new hospital].""",
        """
3; health minister; anonymous channel; ?
4; health minister; Mountain Post; ?
""",
    ),
    Passage(
        "again repeat",
        "Lake Courier",
        """[s1 A Telegram channel close to the militia] [c1 wrote] on Sunday [q1 that thirty lorries had burned]. [s2 The \
Mountain Post] [c2 picked up] [q2 the figure] within the hour, and [s3 a television station in the south] [c3 \
repeated] [q3 the claim] in the evening.

[s4 The transport minister] [c4 repeated] [q4 his warning]. [s5 The union] [c5 rejected] [q5 the figure].""",
        """
2; Telegram channel close to the militia; Mountain Post; ?
3; Telegram channel close to the militia; television station; ?
4; transport minister; -; ?
5; union; -; ?
""",
    ),
    Passage(
        "again state",
        "Lake Courier",
        """[s1 Rwanda] [c1 confirmed] on Tuesday [q1 that its soldiers had been in the valley]. [s2 The Defence Council] [c2 \
said] in a statement published by the state broadcaster [q2 that they had since gone home].

[s3 Armenia] [c3 rejected] [q3 the charge]. [s4 Its defence ministry] [c4 said] [q4 that no drone had been launched].

[s5 Iran] [c5 warned] [q5 against a new blockade]. [s6 A shopkeeper in the port] [c6 said] [q6 that prices had \
doubled]. [s7 Turkey] [c7 said] [q7 it would send ships]. [s8 The Iranian foreign ministry] [c8 said] [q8 that it \
would watch].""",
        """
1; Defence Council; state broadcaster; ?
2; Defence Council; state broadcaster; ?
3; defence ministry; -; ?
5; Iran; -; ?
7; Turkey; -; ?
""",
    ),
    Passage(
        "again thanks",
        "Lake Courier",
        """[s1 The miners] [c1 said] on Friday [q1 that they would not go down again]. [s2 The company] [c2 denied] [q2 that the \
shaft was unsafe].

We owe this report to Hill Radio, whose reporter was at the pit.""",
        """
1; miners; Hill Radio; ?
2; company; Hill Radio; ?
""",
    ),
    Passage(
        "again told by",
        "Lake Courier",
        """[s1 The deputy mayor] [c1 told] Hill Radio [q1 that she had been [c2 assured] by [s2 the army] [q2 that no house would \
be searched]].

[s3 The Mountain Post], [c13 citing] [s13 a customs officer], [c3 writes] [q3 [q13 that he was [c4 told] by [s4 his \
superiors] [q4 to look away]]].

[s5 The elders] [c5 were warned] [q5 not to meet], [s6 one of them] [c6 said].""",
        """
2; army; deputy mayor, Hill Radio; ?
4; superiors; customs officer, Mountain Post; ?
""",
    ),
    Passage(
        "again hands",
        "Lake Courier",
        """[s1 The detained editor] [c1 said] in a statement released by her family [q1 that she would not sign]. [s2 The abbot] \
[c2 asked] through intermediaries [q2 for safe passage].

In a call relayed by a rescue hotline, [s3 the passengers] [c3 said] [q3 that the engine had failed]. [s4 The sailor] \
[c4 wrote] to his mother, who showed the letter to the Mountain Post, [q4 that the ship was aground].

[s5 The commander] [c5 claimed] in an audio message circulated by his supporters [q5 that the pass was his]. [s6 The \
judge] [c6 said] through a spokeswoman [q6 that she would rule in May].

[s7 A prisoner] [c7 complained] in a note [q7 of cold]; it was handed by a guard to a chaplain, who gave it to Hill \
Radio.""",
        """
1; detained editor; editor's family; ?
2; abbot; intermediaries; ?
3; passengers; rescue hotline; ?
4; sailor; sailor's mother, Mountain Post; ?
5; commander; commander's supporters; ?
6; judge; -; ?
7; prisoner; guard, chaplain, Hill Radio; ?
""",
    ),
    Passage(
        "again comment",
        "Lake Courier",
        """[s1 The ambassador] [c1 said] on Monday [q1 that the list had eleven names]. [s2 A historian] [c2 noted] [q2 that [s3 \
the ambassador] [c3 had given] [q3 nine names in spring]].

[s4 A bus driver] [c4 said] [q4 that [s5 a policeman] [c5 had ordered] him [q5 to turn round]]. [s6 The mayor] [c6 \
denies] [q6 that [s7 the council] [c7 said] [q7 any such thing]].""",
        """
3; ambassador; -; ?
5; policeman; bus driver; ?
7; council; -; ?
""",
    ),
    Passage(
        "again coordinate",
        "Lake Courier",
        """[s1 The hospital] [c1 reported] [q1 six wounded and [s2 the mayor] [c2 reported] [q2 nine]]. On Friday [s3 the army] \
[c3 had claimed] [q3 two hills, but [s4 the rebels] [c4 had announced] [q4 its retreat]].

[s5 The priest] [c5 said] [q5 that the bells had rung and that [s6 the mayor] [c6 had ordered] [q6 the gates shut]].""",
        """
2; mayor; -; ?
4; rebels; -; ?
6; mayor; priest; ?
""",
    ),
    Passage(
        "again met",
        "Lake Courier",
        """A Dutch newspaper spoke to four sailors who had jumped ship. [s1 One of them] [c1 described] [q1 a captain with a \
pistol]. [s2 The sailors] [c2 said] [q2 that their wages were never paid].

Hill Radio visited a shelter in the hills. [s3 The warden] [c3 told] the station [q3 that beds were running out]. [s4 \
A woman in the market here] [c4 said] [q4 she had heard nothing].

[s5 Officials] [c5 spoke] to the Mountain Post [c5 about] [q5 a plan for two camps].""",
        """
1; sailor; Dutch newspaper; ?
2; sailors; Dutch newspaper; ?
3; warden; Hill Radio; ?
4; woman; -; ?
5; officials; Mountain Post; ?
""",
    ),
    Passage(
        "again transcript",
        "Hill Radio",
        """ANCHOR: The road is cut. Here is Jon Adda, who drives an ambulance, and the deputy Mira Voss.

[s1 ADDA][c1 :] [q1 We were at the bend when it came down. [s2 A woman] [c2 told] me [q2 her son was under it]. [s3 \
The dispatcher] [c3 said] [q3 to wait]. [s4 They] [c4 say] [q4 the army did it]. I do not know].

ANCHOR: [s5 The army] [c5 rejects] [q5 that].

[s6 VOSS][c6 :] [q6 [s7 My office] [c7 asked] on Monday [q7 for cranes]. [s8 The governor] [c8 promised] us [q8 two]. \
[s9 The state channel] [c9 claims] [q9 they are here], which is false].""",
        """
2; woman; Jon Adda; ?
3; dispatcher; Jon Adda; ?
5; army; -; ?
8; governor; Mira Voss; ?
""",
    ),
    Passage(
        "again quotes",
        "Lake Courier",
        """\
"[q1 [s2 The officer at the gate] [c2 said] [q2 our papers were false],]" [c1 recalled] [s1 Noor, a dressmaker]. "[q1 \
Then [s3 he] [c3 told] us [q3 to run]. [s4 My father] always [c4 said] [q4 that gates are for goats].]"

[q6 [s5 A man in uniform] [c5 shouted] [q5 that the school was full]], [c6 according to] [s6 three families who came \
on foot]. [s7 Nobody] [c7 told] them [q7 where to go].

[q9 [s8 The militia] [c8 demands] [q8 a goat for each crossing]], [s9 a ferryman] [c9 told] this newspaper. [s10 The \
militia] [c10 denies] [q10 it].""",
        """
2; officer at the gate; Noor; ?
3; officer at the gate; Noor; ?
5; man in uniform; families; ?
8; militia; ferryman; ?
10; militia; -; ?
""",
    ),
    Passage(
        "again outlets",
        "Lake Courier",
        """[s1 A miner] [c1 told] Radio Free Hills [q1 that the pit was flooded]. [s2 The envoy] [c2 told] Sky News [q2 that a \
truce was near]. [s3 A broker] [c3 told] Channel Four News [q3 that grain had run out].

[s4 The admiral] [c4 told] Agence France-Presse [q4 that the strait was open]. [s5 The prince] [c5 told] the \
Saudi-owned channel Al-Hadath [q5 that he would return]. [s6 A surgeon] [c6 told] local media [q6 that two had died].

[s7 The consul] [c7 told] the news website Upland Now [q7 that visas were stopped]. [s8 The farmers] [c8 told] a \
correspondent of the Hill Echo [q8 that the seed was gone]. [s9 The pilot] [c9 told] the inquiry [q9 that he had been \
alone]. [s10 The aide] [c10 told] the Star [q10 that it was over]. [s11 A monk] [c11 told] his abbot [q11 that he had \
seen lights].""",
        """
1; miner; Radio Free Hills; ?
2; envoy; Sky News; ?
3; broker; Channel Four News; ?
4; admiral; Agence France-Presse; ?
5; prince; Al-Hadath; ?
6; surgeon; local media; ?
7; consul; Upland Now; ?
8; farmers; Hill Echo; ?
9; pilot; -; ?
10; aide; Star; ?
11; monk; -; ?
""",
    ),
    Passage(
        "again third hand",
        "Lake Courier",
        """[s1 The smuggler] had [c1 told] the Herald [q1 that he paid the guards]. [s2 The Herald's reporter] [c2 confirmed] to \
us [q2 that it was so]. [s3 The customs chief] [c3 wrote] to the Mountain Post in June [q3 that no guard was paid]. \
[s4 He] [c4 told] us on Friday [q4 the same].

[c5 According to] the Mountain Post, [s5 a clerk] [c5 said] [q5 that the ledgers had burned]. [q6 The ledgers exist], \
[s6 the clerk] [c6 told] the Lake Courier. In the Herald's account [s7 the clerk] [c7 said] [q7 nothing of the kind].

[s8 A diplomatic cable published by the Herald] [c8 says] [q8 that [s9 the president] [c9 promised] [q9 amnesty]].""",
        """
1; smuggler; Herald; ?
2; reporter; -; ?
3; customs chief; Mountain Post; ?
4; customs chief; -; ?
5; clerk; Mountain Post; ?
6; clerk; -; ?
7; clerk; Herald; ?
8; diplomatic cable; Herald; ?
9; president; diplomatic cable, Herald; ?
""",
    ),
)
