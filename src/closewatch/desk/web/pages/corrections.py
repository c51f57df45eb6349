"""A correction: every field of a statement or a figure in a form, with the words beside it. Only what was changed goes on the record."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.responses import Response

from closewatch.desk.line import now
from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.entry.own_pages import own_page
from closewatch.desk.web.pages.decisions import put_on_record, seen_words
from closewatch.desk.web.pages.review import next_address
from closewatch.desk.web.reviewing.decided import latest_on, meanwhile, with_done
from closewatch.desk.web.reviewing.fields import Field, changed, figure_fields, statement_fields
from closewatch.desk.web.reviewing.in_review import Item, item_of, near
from closewatch.desk.web.reviewing.tried import filled, with_offsets, wrong_fields
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.corrections import Pairs, corrected_figure, corrected_statement
from closewatch.ledger.views.find import whole_id
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.trouble import CaseError, ClosewatchError


def form(visit: Visit) -> Response:
    """Show the form of a correction. Raises: CaseError for what is neither a statement nor a figure."""
    item = _item(visit)
    return _form(visit, item, _fields(visit, item), {}, 200)


def correct(visit: Visit) -> Response:
    """Record what was changed, or give the form back with what is wrong beside each field.

    Raises: CaseError for what is neither a statement nor a figure.
    """
    item = _item(visit)
    identity, fields = item.held.id, _fields(visit, item)
    sent, wrong = with_offsets(fields, visit.words_sent(), item.text, item.passages[0].start, item.passages[-1].end)
    pairs = tuple(pair for pair in changed(fields, sent) if pair[0] not in wrong)
    wrong |= wrong_fields(pairs, partial(_try, visit, item), with_all="low" if isinstance(item.held.value, Figure) else "")
    if not pairs and not wrong:
        wrong = {"": "wanted at least one field that differs, found none; accept it if it is right as it stands"}
    seen_last = meanwhile(visit, identity)
    if seen_last:
        wrong |= {"": seen_words(seen_last)}
    if wrong:
        return _form(visit, item, fields, wrong, 409 if seen_last else 400)
    try:
        decision = put_on_record(visit, identity, Verdict.CORRECT, fields=[f"{field}={word}" for field, word in pairs])
    except ClosewatchError as error:
        return _form(visit, item, fields, {"": str(error)}, 409)
    back = own_page(visit.sent("back"))
    return visit.go(with_done(back, decision.id) if back else next_address(visit, identity, decision.id))


def _item(visit: Visit) -> Item:
    identity = whole_id(visit.case.tables, visit.part("id"))
    if not identity.startswith(("st:", "fi:")):
        raise CaseError(f"wanted a statement or a figure to correct, found {identity}")
    return item_of(visit, identity, around=1)


def _fields(visit: Visit, item: Item) -> tuple[Field, ...]:
    if not isinstance(item.held.value, Figure):
        return statement_fields(item.held.value)
    beside = near(visit, item.report, item.passages)
    return figure_fields(item.held.value, *([pair for pair in pairs if pair[0] != item.held.id] for pairs in beside))


def _form(visit: Visit, item: Item, fields: tuple[Field, ...], wrong: Mapping[str, str], status: int) -> Response:
    return visit.page(
        "review/correct.html",
        status=status,
        item=item,
        fields=filled(fields, visit.words_sent()) if visit.form else fields,
        wrong=wrong,
        seen=latest_on(visit.case.tables, item.held.id),
        reason=visit.sent("reason"),
        back=own_page(visit.sent("back") or visit.asked("back") or ""),
    )


def _try(visit: Visit, item: Item, pairs: Pairs) -> None:
    """Make the correction as it would be recorded, and the value that it would give."""
    fields = [f"{field}={word}" for field, word in pairs]
    decision = make_decision(visit.case, item.held.id, Verdict.CORRECT, visit.person.name, now(), fields=fields)
    if isinstance(item.held.value, Figure):
        corrected_figure(item.held.value, decision.replacement, item.text)
    else:
        corrected_statement(item.held.value, decision.replacement, item.text)


DOORS = (
    Door("/review/{id}/correct", form),
    Door("/review/{id}/correct", correct, posts=True, role=Role.REVIEWER),
)
