"""What the reader missed: a new statement, or a new figure, from words that somebody selected in a report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.responses import Response

from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.pages.decisions import put_on_record
from closewatch.desk.web.reviewing.adding import Addition, asked_for, begun_fields, empty_fields, missing, try_addition, what_is_set
from closewatch.desk.web.reviewing.fields import Field
from closewatch.desk.web.reviewing.tried import blamed, filled, with_offsets, wrong_fields
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.decisions import added_id
from closewatch.terms.decision import Verdict
from closewatch.terms.trouble import ClosewatchError


def form(visit: Visit) -> Response:
    """Show the form of a new statement or figure, begun with the selected words. Raises: CaseError."""
    addition = asked_for(visit)
    return _form(visit, addition, begun_fields(visit, addition), {}, 200)


def add(visit: Visit) -> Response:
    """Record what was missed, or give the form back with what is wrong beside each field. Raises: CaseError."""
    addition = asked_for(visit)
    report, fields = addition.report, empty_fields(visit, addition)
    sent, wrong = with_offsets(fields, visit.words_sent(), report.text, addition.shown[0].start, addition.shown[-1].end)
    pairs = tuple(pair for pair in what_is_set(fields, sent) if pair[0] not in wrong)
    wrong = {**missing(addition, pairs), **wrong_fields(pairs, partial(try_addition, addition), with_all="low"), **wrong}
    if not wrong:
        try:
            decision = put_on_record(visit, report.id, Verdict.ADD, fields=[f"{field}={word}" for field, word in pairs])
        except ClosewatchError as error:
            wrong = blamed(str(error), pairs)
        else:
            return visit.go(f"/reports/{report.id}?done={decision.id}#{added_id(visit.case.tables, decision)}")
    return _form(visit, addition, filled(fields, visit.words_sent()), wrong, 400)


def _form(visit: Visit, addition: Addition, fields: tuple[Field, ...], wrong: Mapping[str, str], status: int) -> Response:
    return visit.page("review/add.html", status=status, addition=addition, fields=fields, wrong=wrong, reason=visit.sent("reason"))


DOORS = (
    Door("/reports/{id}/add", form),
    Door("/reports/{id}/add", add, posts=True, role=Role.REVIEWER),
)
