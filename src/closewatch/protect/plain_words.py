"""Words that are names of some and mean something else to others: what alone would black out half of a case.

Only lists. They were put together from the commonest English words that are surnames too, ranks and forms of address, and the surnames that
very many people share; a word missing here is looked for in any writing, which hides too much rather than too little.
"""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms miss mx sir dame lord lady dr prof professor doctor rev father sister brother sgt sergeant capt captain lt lieutenant
    col colonel maj major gen general brig brigadier adm admiral commander commandant marshal cpl corporal pvt private officer
    soldier president minister deputy prime chief chairman chairwoman spokesman spokeswoman spokesperson secretary ambassador
    judge senator governor mayor the a an of de von van der den la le del al el bin ibn abu pan pani gospodin hospodar генерал
    полковник маиор капитан леитенант сержант пан пани господин госпожа доктор професор профессор президент министр""".split()
)  # fmt: skip
"""Ranks and forms of address, folded (`folding`): no part of a name."""

COMMON_SURNAMES = frozenset(
    """kim lee park pak choi choe jung jeong chung kang cho yoon yun jang lim im rim han oh seo suh shin kwon hwang ahn an song ryu yoo
    yu hong jeon ko go moon mun son yang bae baek heo nam noh ro ri yi rhee li wang zhang liu chen zhao huang zhou wu xu sun hu
    zhu gao lin he guo ma luo liang nguyen tran le pham smith jones johnson williams khan singh kaur ali ahmed ahmad hassan
    hussein mohammed mohamed muhammad ibrahim abdullah""".split()
)  # fmt: skip
"""Surnames that so many people share that one alone names nobody."""

PLAIN_WORDS = frozenset(
    """a about above after again all also am an and any are as at away back bad be bear beach bell best bill bird bishop black bloom blue
    bond book bow boy bridge bright brook brooks brown burns bush butcher butler can carpenter carter case chance chapman chase
    child christian church clay clerk close cloud coach cold cole cook cooper count cross day days dean did do dove drake driver
    early east even every fair faith far farmer field fields first fish fisher flower for ford forest fox free friend from frost
    full game garden gates gay gold good grace grant grave gray green grey ground guard had hall hand hands hard has have he head
    her here hill him his holiday home hope house how hunt hunter i if in is it its joy judge just king knight lake land lane last
    law lay less life light little long love low man many march mark marsh mason may me means men miller mills money moon more
    morning most much my nation new night no noble north not now nurse of off old on one or other our out over own page palmer
    parish park parker part pay peace people pepper piece place police pool poor pope porter potter power price prince quick rain
    ray read reed rich right rivers road rock rose rush sage said say says sea season see sharp she shepherd short silver small
    snow so soldier soldiers some south speak spring star state states steel stone storm street strong summer sun swan swift take
    tanner taylor than that the their them then there they this three time to today town tree troops turner two under up us vice
    voice wade walker wall walls war ward was water way we weaver well west wheeler white who wild will wind winter wise with
    witness wolf woman women wood woods word work worker workers world year years yes york you young your january february april
    june july august september october november december monday tuesday wednesday thursday friday saturday sunday official
    officials source sources spokesman analyst analysts expert experts reporter reporters agency government ministry army military
    resident residents civilian civilians defector defectors prisoner prisoners doctor doctors anonymous unnamed group russia
    russian ukraine ukrainian korea korean seoul pyongyang moscow kyiv washington tokyo beijing china chinese japan japanese
    american ні так він вона вони що это он она они что как все солдат солдати военнии""".split()
)  # fmt: skip
"""Words of every day, folded: one of them alone is matched as it stands, capitals and all, or not at all."""
