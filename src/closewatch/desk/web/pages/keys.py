"""The keys of the person at the desk: all of them on one page, to be changed, switched off, or set back."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.reviewing.bindings import ACTIONS, bind, bindings_of, unbind
from closewatch.desk.web.visit import Visit


def keys(visit: Visit) -> Response:
    """Show every key, in a form."""
    held = bindings_of(visit.desk.file, visit.person.name)
    chosen = {action.name: key for action, key in held.keys}
    return visit.page("review/keys.html", actions=ACTIONS, chosen=chosen, on=held.on, wrong={}, kept=visit.asked("kept"))


def choose_keys(visit: Visit) -> Response:
    """Keep other keys; what cannot be had comes back beside its field."""
    if visit.sent("set") == "back":
        unbind(visit.desk.file, visit.person.name)
        return visit.go("/keys?kept=back")
    chosen = {action.name: str(visit.form.get(action.name, "")) for action in ACTIONS}
    on = visit.sent("on") == "true"
    wrong = bind(visit.desk.file, visit.person.name, chosen, on=on)
    if not wrong:
        return visit.go("/keys?kept=kept")
    return visit.page("review/keys.html", status=400, actions=ACTIONS, chosen=chosen, on=on, wrong=wrong, kept=None)


DOORS = (Door("/keys", keys), Door("/keys", choose_keys, posts=True))
