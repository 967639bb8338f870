"""What a guard is tried with: a move that must be refused, and a text that no move lets in."""

from collections.abc import Mapping

import pytest
from builders import a_document
from databases import content

from models.document import DocumentKind
from models.errors import ReviewError
from models.forms import DocumentForm
from models.moves import Move
from review_flows.desk import act
from review_flows.outside import case_files
from review_flows.outside.site import Site

Form = Mapping[str, object]


def refused(
    site: Site, number: str, who: str, move: Move, form: Form, kind: type[ReviewError], says: str
) -> None:
    """The move is refused with this error and sentence, and nothing is changed but the log."""
    before = content(site.database, without="events")
    with pytest.raises(kind, match=says) as error:
        act(site, who, number, move, form)
    assert type(error.value) is kind
    assert content(site.database, without="events") == before


def slip_in(site: Site, number: str) -> None:
    """Another draft in the case, as no move allows it: only the guards stand against it."""
    document = DocumentForm.model_validate(a_document(site, DocumentKind.DRAFT, "另一文本"))
    with site.database.writing() as connection:
        case_files.add_documents(connection, number, [document], "2026-03-25T00:00:00.000000Z")
