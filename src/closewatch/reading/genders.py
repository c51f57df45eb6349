"""Whether a name or a title is a man's or a woman's, where common usage tells; most names stay open and fit any pronoun.

Used only to choose among antecedents, never recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

_WOMEN = frozenset(
    "mary anna ann anne maria elena olena olga irina iryna svitlana natalia nataliia yulia julia kateryna daria oksana sarah rachel "
    "ruth hannah fatima aisha amina zainab layla leila mariam nadia huda samira rana salma ursula angela kamala hillary elizabeth "
    "emily emma jane jennifer jessica karen kate laura linda lisa margaret michelle nancy nicole patricia rebecca sandra sophie "
    "susan theresa victoria yuna minji soo-jin sana rosa carmen isabel lucia marta teresa ivanka melania giorgia greta annalena "
    "penny jacinda claudia donna martha anita diana helen alice grace hope faith naomi esther miriam halima khadija asha priya "
    "indira sonia".split()
)
_MEN = frozenset(
    "volodymyr vladimir oleksandr alexander andriy andrii andrei andrey sergei sergey serhiy dmitry dmytro ivan mykola mykhailo "
    "oleg oleh pavel petro yuri yuriy igor ihor viktor vasyl kyrylo rustem valery john james robert michael william david richard "
    "joseph thomas charles daniel matthew anthony antony mark donald steven paul andrew joshua kenneth kevin brian george edward "
    "ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel frank "
    "gregory raymond patrick jack peter hugh simon keir boris joe barack bernie ted marco lloyd pete jake mike bill tim tom jim ben "
    "dan chris mohammed muhammad mohamed ahmed ahmad ali hassan hussein ibrahim omar khaled mahmoud mustafa abdullah yusuf youssef "
    "bashar recep emmanuel olaf friedrich antonio luis carlos jose juan pedro miguel narendra imran jean pierre hans viktor "
    "felix moussa abdoulaye ismail hamid karim rafael volker abdel khalifa benny yoav".split()
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
