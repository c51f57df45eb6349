"""What is raised where a package cannot be read on."""

from __future__ import annotations

from closewatch.ledger.journal import Fault
from closewatch.terms.trouble import EvidenceAltered


class Unfit(EvidenceAltered):
    """A package that is not what was written; carries the fault that stopped the reading."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.code}: wanted {fault.wanted}, found {fault.found} ({fault.where})")
        self.fault = fault
