"""Closewatch: an offline, evidence-grade ledger of who says what in conflict reporting.

The public names, sorted and complete. Each is fetched from its room when it is first asked for, so that `import closewatch` costs
nothing; the rooms themselves are described in docs/house.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from closewatch.terms.about import About, Act, Place, Population
    from closewatch.terms.actor import Actor, ActorKind
    from closewatch.terms.alert import Alert, AlertKind, Delivery, Noted
    from closewatch.terms.capture import Capture
    from closewatch.terms.change import Polarity, Reversal, Revision
    from closewatch.terms.claim import (
        Claim,
        Conflict,
        ConflictKind,
        DriftKind,
        Joined,
        Link,
        LinkKind,
        Origin,
        PassageClass,
        Question,
        QuestionKey,
        QuestionKind,
    )
    from closewatch.terms.decision import Decision, Grade, Verdict
    from closewatch.terms.dossier import (
        Admitted,
        Chart,
        Cited,
        Dossier,
        Maker,
        Passage,
        Receipt,
        Row,
        Section,
        Sentence,
        SentenceKind,
        Table,
        Withheld,
    )
    from closewatch.terms.drift import Drift
    from closewatch.terms.entry import Draft, Entry, EntryKind
    from closewatch.terms.figure import Figure, FigureKind, Lean, Range, Scope, Standing
    from closewatch.terms.fingerprint import Words
    from closewatch.terms.history import Given, History, Related, SideBySide
    from closewatch.terms.known import KnownActor, Title
    from closewatch.terms.protection import LocalWords, Protected
    from closewatch.terms.reading import Account, Reading
    from closewatch.terms.report import Block, BlockKind, Excerpt, Report, Span
    from closewatch.terms.review import (
        Agreement,
        Disagreement,
        Graded,
        Judged,
        Precision,
        ProposedGrade,
        SecondReview,
        SecondState,
        Share,
        Waiting,
    )
    from closewatch.terms.statement import Basis, Manner, Part, Reason, Stance, Statement
    from closewatch.terms.states import Meaning, NameKind
    from closewatch.terms.trouble import (
        CaseError,
        ClosewatchError,
        DamagedWeights,
        EvidenceAltered,
        EvidenceError,
        JournalError,
        NotVerbatim,
        PluginError,
        Problem,
        SealError,
        Severity,
        Undelivered,
        Unreadable,
    )
    from closewatch.terms.watch import Answer, Asked, Poll, PollOutcome, Takes, Watched, WatchedKind
    from closewatch.terms.when import Dated, KnownFrom, PartialDate, Period

_HOMES = {
    "closewatch.terms.about": "About Act Place Population",
    "closewatch.terms.actor": "Actor ActorKind",
    "closewatch.terms.alert": "Alert AlertKind Delivery Noted",
    "closewatch.terms.capture": "Capture",
    "closewatch.terms.change": "Polarity Reversal Revision",
    "closewatch.terms.claim": "Claim Conflict ConflictKind DriftKind Joined Link LinkKind Origin PassageClass Question QuestionKey"
    " QuestionKind",
    "closewatch.terms.decision": "Decision Grade Verdict",
    "closewatch.terms.dossier": "Admitted Chart Cited Dossier Maker Passage Receipt Row Section Sentence SentenceKind Table Withheld",
    "closewatch.terms.drift": "Drift",
    "closewatch.terms.entry": "Draft Entry EntryKind",
    "closewatch.terms.figure": "Figure FigureKind Lean Range Scope Standing",
    "closewatch.terms.fingerprint": "Words",
    "closewatch.terms.history": "Given History Related SideBySide",
    "closewatch.terms.known": "KnownActor Title",
    "closewatch.terms.protection": "LocalWords Protected",
    "closewatch.terms.reading": "Account Reading",
    "closewatch.terms.report": "Block BlockKind Excerpt Report Span",
    "closewatch.terms.review": ("Agreement Disagreement Graded Judged Precision ProposedGrade SecondReview SecondState Share Waiting"),
    "closewatch.terms.states": "Meaning NameKind",
    "closewatch.terms.statement": "Basis Manner Part Reason Stance Statement",
    "closewatch.terms.trouble": (
        "CaseError ClosewatchError DamagedWeights EvidenceAltered EvidenceError JournalError NotVerbatim PluginError Problem SealError "
        "Severity Undelivered Unreadable"
    ),
    "closewatch.terms.watch": "Answer Asked Poll PollOutcome Takes Watched WatchedKind",
    "closewatch.terms.when": "Dated KnownFrom PartialDate Period",
}
"""Which module each public name lives in."""

__all__ = [
    "About",
    "Account",
    "Act",
    "Actor",
    "ActorKind",
    "Admitted",
    "Agreement",
    "Alert",
    "AlertKind",
    "Answer",
    "Asked",
    "Basis",
    "Block",
    "BlockKind",
    "Capture",
    "CaseError",
    "Chart",
    "Cited",
    "Claim",
    "ClosewatchError",
    "Conflict",
    "ConflictKind",
    "DamagedWeights",
    "Dated",
    "Decision",
    "Delivery",
    "Disagreement",
    "Dossier",
    "Draft",
    "Drift",
    "DriftKind",
    "Entry",
    "EntryKind",
    "EvidenceAltered",
    "EvidenceError",
    "Excerpt",
    "Figure",
    "FigureKind",
    "Given",
    "Grade",
    "Graded",
    "History",
    "Joined",
    "JournalError",
    "Judged",
    "KnownActor",
    "KnownFrom",
    "Lean",
    "Link",
    "LinkKind",
    "LocalWords",
    "Maker",
    "Manner",
    "Meaning",
    "NameKind",
    "NotVerbatim",
    "Noted",
    "Origin",
    "Part",
    "PartialDate",
    "Passage",
    "PassageClass",
    "Period",
    "Place",
    "PluginError",
    "Polarity",
    "Poll",
    "PollOutcome",
    "Population",
    "Precision",
    "Problem",
    "ProposedGrade",
    "Protected",
    "Question",
    "QuestionKey",
    "QuestionKind",
    "Range",
    "Reading",
    "Reason",
    "Receipt",
    "Related",
    "Report",
    "Reversal",
    "Revision",
    "Row",
    "Scope",
    "SealError",
    "SecondReview",
    "SecondState",
    "Section",
    "Sentence",
    "SentenceKind",
    "Severity",
    "Share",
    "SideBySide",
    "Span",
    "Stance",
    "Standing",
    "Statement",
    "Table",
    "Takes",
    "Title",
    "Undelivered",
    "Unreadable",
    "Verdict",
    "Waiting",
    "Watched",
    "WatchedKind",
    "Withheld",
    "Words",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room (PEP 562).

    Raises: AttributeError for any other name.
    """
    for home, names in _HOMES.items():
        if name in names.split():
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
