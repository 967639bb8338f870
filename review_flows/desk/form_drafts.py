"""草稿: a form that is filled in by and by, seen by nobody else until its move is made.

It is no step of the case: nothing is logged, and a draft may lack what its move will need.
"""

import json
from collections.abc import Mapping

from models.errors import BadInput, NotFound, nearest
from models.forms import FORM_OF
from models.moves import Move
from models.permission import may_see
from review_flows.desk.act import find_actor, known_move
from review_flows.desk.refusals import refuse_unwritable
from review_flows.outside import form_drafts, persons, records
from review_flows.outside.database import Connection
from review_flows.outside.site import Site
from review_flows.outside.wall_clock import day_of, utc_text

LONGEST_DRAFT = 400_000  # characters of JSON; twenty full fields


def keep_form(site: Site, actor: str, number: str, move: str, given: Mapping[str, object]) -> Move:
    """Keep a half-filled form for a person, in the place of what was kept before.

    Only the names of its fields are looked at. Raises NotFound for a case that the person may not
    see, and BadInput for a field that the form does not have, or for a text too long to keep.
    """
    known = known_move(move)
    refuse_unwritable([actor, number, given])
    fields = FORM_OF[known].model_fields
    problems = [
        f"{name}: no such field. {nearest(name, fields)}" for name in given if name not in fields
    ]
    if problems:
        raise BadInput("; ".join(problems))
    form = json.dumps(dict(given), ensure_ascii=False)
    if len(form) > LONGEST_DRAFT:
        raise BadInput(
            f"The form is {len(form)} characters long and cannot be kept; at most "
            f"{LONGEST_DRAFT} can. Hand long texts in as documents."
        )
    with site.database.writing() as connection:
        _refuse_unseen(site, connection, actor, number)
        form_drafts.keep(connection, actor, number, known, form, utc_text(site.clock.now()))
    return known


def kept_form(site: Site, actor: str, number: str, move: str) -> dict[str, object]:
    """Return what the person kept for this move. Raises NotFound where there is nothing."""
    known = known_move(move)
    refuse_unwritable([actor, number])
    with site.database.reading() as connection:
        _refuse_unseen(site, connection, actor, number)
        form = form_drafts.find(connection, actor, number, known)
    if form is None:
        raise NotFound("A form that you kept for this case and move,", f"{number} {known}")
    return dict(json.loads(form))


def _refuse_unseen(site: Site, connection: Connection, actor: str, number: str) -> None:
    person = find_actor(connection, actor, day_of(site.clock.now()).isoformat())
    case = records.find_case(connection, number)
    if case is None or not may_see(persons.standing_of(connection, person, case)):
        raise NotFound("The case", number)
