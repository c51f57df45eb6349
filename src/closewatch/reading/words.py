"""The closed classes of English that the rules lean on: auxiliaries, negations, joints of clauses, adverbials, pronouns.

Only words that every grammar lists; whatever can be extended by field knowledge (cues, actors, states) stands in `lexicons`.
"""

from __future__ import annotations

AUXILIARIES = frozenset(
    "has have had is are was were be been being am do does did will would can could may might must shall should 's ’s 'd ’d 've ’ve "
    "'ll ’ll isn't isn’t wasn't wasn’t weren't weren’t hasn't hasn’t haven't haven’t hadn't hadn’t didn't didn’t doesn't doesn’t "
    "don't don’t won't won’t wouldn't wouldn’t can't can’t cannot couldn't couldn’t shouldn't shouldn’t aren't aren’t".split()
)
BE = frozenset("is are was were be been being am 's ’s isn't isn’t wasn't wasn’t weren't weren’t aren't aren’t get gets got".split())
MODALS = frozenset("may might could would should must can cannot couldn't couldn’t wouldn't wouldn’t".split())
NEGATIONS = frozenset("not never neither nor no without cannot n't".split())
NEGATIVE_AUXILIARIES = frozenset(word for word in AUXILIARIES if word.endswith(("n't", "n’t")) or word == "cannot")
ADVERBS = frozenset(
    "also then later again still just now once never not even already earlier only first often since soon almost further sometimes "
    "always perhaps too instead long thus therefore meanwhile both neither ever quietly rather previously more".split()
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = frozenset((*WEEKDAYS, "today", "yesterday", "tonight", "tomorrow"))
DASHES = ("—", "–", "--", "―")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SUBJECT_PRONOUNS = frozenset("he she they it i we you".split())
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
POSSESSIVES = frozenset("his her their its my our your".split())
DETERMINERS = frozenset(
    "a an the this that these those some many several most all no any each every another other both few one two three".split()
)
PREPOSITIONS = frozenset(
    "of in at for from on with to by under near against between among into over about after before during inside outside within "
    "through across behind beyond per via toward towards since until despite without along around like amid upon".split()
)
CONJUNCTIONS = frozenset(
    "that because when while whereas if although though but as after before since until unless than whether how why what so where "
    "and or nor once yet".split()
)
SUBORDINATORS = frozenset("while although though because when whereas as if since after before until unless once even".split())
SPEECH_NOUNS = frozenset(
    "statement interview speech briefing conference report letter post message email tweet video address hearing meeting call "
    "release telegram remarks comments testimony filing broadcast note article editorial op-ed debate rally event session program "
    "programme show".split()
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt maj st adm brig cmdr hon rev amb pres jr sr vs no nos dept jan feb mar apr "
    "jun jul aug sept sep oct nov dec inc ltd corp co u.s u.k u.n e.g i.e etc approx est fig ft mt d-mass d-calif r-tex ave ariz "
    "calif conn fla ga ill ind kan ky la mass md mich minn miss mo n.y n.j ohio okla ore pa tenn tex va vt wash wis".split()
)
TITLES = frozenset(
    "mr mrs ms dr prof professor sir lord lady dame president vice prime minister chancellor secretary general lieutenant colonel "
    "major captain sergeant corporal private admiral brigadier commander spokesman spokeswoman spokesperson ambassador senator sen "
    "rep representative gov governor mayor king queen prince princess sheikh ayatollah imam pope bishop archbishop cardinal rabbi "
    "pastor father deputy foreign defence defense interior chief director head leader chairman chairwoman chair lawmaker mp judge "
    "justice attorney prosecutor commissioner envoy delegate analyst expert defector former ex-president ex-minister ex-soldier "
    "acting rear gen col maj lt capt sgt brig adm staff sergeant officer soldier activist journalist reporter doctor nurse farmer "
    "teacher witness survivor resident official monitor candidate nominee first lady congressman congresswoman speaker democratic "
    "republican whip majority minority pilot driver sniper prisoner refugee".split()
)
IRREGULAR_PASTS = frozenset(
    "was were had did went took gave made came met held saw got left sent began spoke ran led won lost kept fell rose brought stood "
    "wrote drew hit shot grew became shook sank broke chose drove fled flew forgot froze hid hung knew laid lay paid put read rode "
    "sat sold set shut slept split spread stole struck swept taught threw tore told understood wore wept woke built bought burst "
    "caught cost cut dealt dug ate fought found let meant sought shrank spent swore thought withdrew stuck stirred".split()
)
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety "
    "half a hundred hundreds thousands dozens scores several".split()
)
