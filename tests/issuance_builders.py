"""Several documents side by side up to the meeting that passed them, and what comes after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from builders import (
    FIRST_DAY,
    MATERIALS,
    a_document,
    acceptance,
    accepted,
    stages_to_publication,
    today_is,
)
from word_builders import a_docx_saying

from models.case import MatterType
from models.document import DocumentKind
from models.moves import Move
from review_flows.desk import NEW_CASE, Done, act
from review_flows.outside.database import Row
from review_flows.outside.site import Site

PASSED_ON = date(2026, 3, 25)
SIGNED = {"signer": "区长", "signed_on": "2026-03-25"}
BEFORE_ISSUE = stages_to_publication()[:5]


def passed_ones(site: Site, titles: Sequence[str], **received_as: object) -> list[str]:
    """Cases of these titles that the meeting of 25 March 2026 passed; their numbers."""
    today_is(site, FIRST_DAY)
    numbers = [accepted(site, title=title, **received_as) for title in titles]
    pass_all(site, numbers)
    return numbers


def passed_text(site: Site, *lines: str) -> str:
    """A case whose draft is a Word file of these lines, passed on 25 March 2026; its number."""
    today_is(site, FIRST_DAY)
    others = [a_document(site, kind) for kind in MATERIALS if kind is not DocumentKind.DRAFT]
    matter = MatterType.NORMATIVE_DOCUMENT
    form = {"title": lines[0], "matter_type": str(matter), "unit": "zhujian"}
    documents = [a_word_file(site, *lines), *others]
    number = act(site, "system", NEW_CASE, Move.RECEIVE, form | {"documents": documents}).number
    act(site, "deng", number, Move.ACCEPT, acceptance(matter))
    pass_all(site, [number])
    return number


def a_word_file(site: Site, *lines: str) -> dict[str, object]:
    """A draft of these lines in the store, as forms name it."""
    content = a_docx_saying(*lines)
    sha256 = site.store.put(content)
    return {"name": "签发稿.docx", "kind": "draft", "sha256": sha256, "size": len(content)}


def pass_all(site: Site, numbers: Sequence[str]) -> None:
    """Bring accepted cases side by side to the meeting that passes them."""
    for stage in BEFORE_ISSUE:
        today_is(site, stage.on)
        for number in numbers:
            act(site, stage.actor, number, stage.move, stage.form)


def under_rules(site: Site, rules: str) -> Site:
    """The same site, whose new cases go by its own rules: those of the sample with these."""
    head = (
        'code = "our_rules"\nname = "本市"\nsince = 2026-01-01\nextends = "datong_xinrong_2021"\n'
    )
    site.rules.folder.mkdir(exist_ok=True)
    (site.rules.folder / "our_rules.toml").write_text(head + rules, "utf-8")
    return replace(site, settings=replace(site.settings, rule_set="our_rules"))


def issue(site: Site, number: str, **form: object) -> Done:
    """Issue a passed document."""
    return act(site, "yin", number, Move.ISSUE, SIGNED | form)


def reserve(site: Site, number: str) -> Done:
    """Reserve both numbers for a passed document."""
    return act(site, "yin", number, Move.RESERVE_NUMBER)


def publish(site: Site, number: str, **form: object) -> Done:
    """Publish an issued document, in force from 1 May 2026."""
    given = {"place": "政府门户网站", "published_on": "2026-03-25", "effective_on": "2026-05-01"}
    return act(site, "yin", number, Move.PUBLISH, given | form)


def numbers_in(site: Site) -> list[tuple[str, str, str]]:
    """Every number that was taken: (text, state, why it is void), series by series."""
    with site.database.reading() as connection:
        rows = connection.rows("SELECT * FROM numbers ORDER BY series, year, running")
    return [(row["text"], row["state"], row["void_reason"]) for row in rows]


def issuance_of(site: Site, number: str) -> Row:
    """The line of the register of a case."""
    with site.database.reading() as connection:
        row = connection.row("SELECT * FROM issuances WHERE case_number = :n", n=number)
    assert row is not None
    return row
