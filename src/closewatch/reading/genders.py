"""Whether a name or a title is a man's or a woman's, where common usage tells; most names stay open and fit any pronoun.

Used only to choose among antecedents, never recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

_WOMEN = frozenset(
    "abigail adele agnes aisha aleksandra alexandra alice alison amal amanda amber amelia amina amira amy anastasia andrea angela "
    "angelica angelina anita ann anna annalena anne antonia april asha asma audrey barbara beatrice beatriz bella bethany betty "
    "beverly brenda bridget camila camille carla carmen carol carolina caroline catherine cecilia charlotte chiara christina "
    "christine cindy clara claudia colleen constance cristina cynthia daisy danielle daria dawn deborah debra delia denise diana "
    "diane dolores donna dora dorothy edith eileen elaine eleanor elena elisa elisabeth elizabeth ella ellen elsa emily emma erica "
    "erika esther ethel eugenia eva evelyn faith farida fatima fatma felicity fiona florence frances francesca gabriela gail "
    "galina gemma georgia geraldine gertrude gina giorgia gladys gloria grace greta habiba haleh halima hanan hanna hannah harriet "
    "heather heidi helen helena henrietta hiba hilda hillary holly hope huda ida imani indira ines ingrid irene irina iris iryna "
    "isabel isabella isobel ivanka ivy jacinda jacqueline jane jasmine jeanne jennifer jenny jessica jill jillian joan joanna "
    "joanne josephine joyce juana judith judy julia juliana julie juliet justine kamala karen kate kateryna katherina katherine "
    "kathleen kathryn katie katrina kelly kerry khadija khadijah kimberly kirsten kristina larisa larysa laura laurel lauren layla "
    "leah leila leticia lidia lillian lily linda lisa liudmyla ljudmila lois lorraine louise lubna lucia ludmila luisa lydia "
    "lyudmila madeleine madeline maha malala manal manuela marcia margaret margarita margot maria mariam marie marilyn marina "
    "marion marjorie marlene marta martha marwa mary maryam mathilde maureen maya megan melania mercedes meredith mia michelle "
    "mildred mina minji miranda miriam molly mona monica monique muriel myra nada nadezhda nadia nadine nancy naomi nasrin natalia "
    "natalie nataliia natasha nicole nina nora norma octavia oksana olena olga olivia ophelia paige pamela parveen patience "
    "patricia paula pauline pearl penelope penny phoebe phyllis polina priya rachael rachel rana raquel rawan raya rebecca regina "
    "renata rita roberta rosa rosalind rosemary roxana ruby ruta ruth sabina sabrina saima salma samantha samira sana sandra "
    "sandrine sara sarah selma serena shabnam shannon sharon sheila shirin shirley silvia simone siobhan sofia sonia soo-jin "
    "sophie stella stephanie suhair susan suzanne svetlana svitlana sylvia tamara tania tanya tatiana tatyana teresa tetiana "
    "thelma theresa tina tracy ursula valentina valeria valerie vanessa vera veronica victoria viktoriia violet virginia vivian "
    "wanda wendy winifred yana yasmin yasmine yelena yulia yuliia yuna yvonne zahra zainab zeynep zhanna zoe zofia".split()
)
_MEN = frozenset(
    "aaron abbas abdel abdirahman abdoulaye abdul abdullah adam adel adrian ahmad ahmed ahmet alan albert aleksandr aleksei "
    "alessandro alexander alexei alfred ali alistair allen alvin amir amos anatoly anders andre andreas andrei andrew andrey "
    "andrii andriy angelo anthony antoine anton antonio antony archie arnold artem arthur arturo augustus bakari barack "
    "bartholomew bashar ben benjamin benny bernard bernie bilal bill boniface boris brad bradley brandon brett brian bruce bruno "
    "bryan calvin cameron carl carlo carlos cecil cedric chad charles chester chris christian christopher claude clifford clive "
    "colin conor craig cyril damian damien dan daniel daoud dariusz darren daud david dean denis dennis denys derek desmond diego "
    "dieter dimitri dmitri dmitry dmytro dominic donal donald douglas duncan dwayne dylan earl edgar edmund eduardo edward edwin "
    "eli elias elijah elliot emil emir emmanuel emre enrique eric erik ernest ethan eugene evan evgeny ezra fadi faisal farid "
    "farouk felipe felix ferdinand fernando fidel fouad francesco francis francisco francois frank franklin fred frederick "
    "friedrich fyodor gabriel gareth gary gavin gennady geoffrey george gerald gerard ghassan gideon gilbert giovanni giuseppe "
    "glenn gordon graham gregory grigory guillermo gustav guy habib hamid hamza hans harold harry harvey hassan hector heinrich "
    "helmut henri henry herbert herman hilal howard hugh hugo humphrey hussein iain ian ibrahim idris ignacio igor ihor ilya imran "
    "isaac isaiah isidore ismail ivan ivor jack jacob jaime jake jakob jamal james jamie jason javier jean jeff jeffrey jeremy "
    "jerome jerry jesse jesus jim joachim joao joe joel johan johannes john jonathan jorge jose josef joseph josh joshua juan "
    "julian julio jurgen justin karim karl keir keith kenneth kent kerem kevin khaled khalid khalifa khalil kofi konstantin "
    "kostyantyn kurt kwame kyrylo lamar larry lars laurence laurent lawrence leo leon leonard leonardo leonid leroy lewis liam "
    "lionel lloyd lorenzo lothar louis lucas ludwig luis luke mahdi mahmoud maksym malcolm malik manuel marcel marco marcus mario "
    "mark marshall martin marvin massoud mathieu matthew maurice max maxim maximilian mehmet melvin michael miguel mike miles "
    "milton mitchell mohamad mohamed mohammad mohammed mohsen morris moses mourad moussa muhammad murat murray mustafa mustapha "
    "mykhailo mykola nabil narendra nathan nathaniel neil nelson nicholas nigel nikita nikolai nikolay noah noel norman olaf olav "
    "oleg oleh oleksandr oliver omar orlando osama oscar otto owen pablo pascal patrice patrick paul pavel pavlo pedro perry pete "
    "peter petro philip philippe pierre piotr rafael rafiq ralph ramon randy rashid raul ray raymond recep reginald reza riad "
    "ricardo richard robert roberto rodney rodrigo roger roland roman ronald ronan rory ross roy rudolf rudy rupert ruslan russell "
    "rustem ryan sabri salah saleh salim salman salvador sami samir samuel santiago saul scott sean sebastian serge sergei sergey "
    "sergio serhiy seth shane sharif sidney simeon simon slobodan solomon spencer stanislav stanley stefan stepan stephen sterling "
    "steve steven stuart sulaiman sven sylvester tadeusz taras tariq ted terence terry theo theodore thomas tim timothy timur "
    "tobias todd tom tomas tony travis trevor tyler umar vadim valentin valeriy valery vasily vasyl vernon victor viktor vincent "
    "vitalii vitaly vittorio vladimir vladislav volker volodymyr vsevolod wade walid wallace walter warren wayne wesley wilfred "
    "wilhelm willem william willy winston yasser yehor yevgeny yoav yousef youssef youssouf yuri yuriy yusuf zachary zaid zbigniew "
    "ziad zoran".split()
)
_FEMALE_TITLES = frozenset(
    "mrs ms miss spokeswoman chairwoman congresswoman lady queen princess mother sister daughter wife widow woman girl grandmother "
    "actress".split()
)
_MALE_TITLES = frozenset(
    "mr sir lord spokesman chairman congressman king prince father brother son husband man boy grandfather imam sheikh ayatollah".split()
)


def gender_of(name: str, titles: Sequence[str] = ()) -> str | None:
    """Say "f" or "m" where a title or the first name tells, else None.

    >>> gender_of("Olena Kit"), gender_of("Chung"), gender_of("Roe", ["spokesman"])
    ('f', None, 'm')
    """
    for title in titles:
        if title in _FEMALE_TITLES:
            return "f"
        if title in _MALE_TITLES:
            return "m"
    words = name.lower().split()
    first = words[0] if words else ""
    if len(words) < 2:
        return None
    return "f" if first in _WOMEN else "m" if first in _MEN else None
