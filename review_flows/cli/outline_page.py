"""The page of `document outline`: indented lines as people read them, or one JSON object."""

from collections.abc import Iterator
from dataclasses import asdict

import typer

from models.structure.clause import Clause, ClauseLevel
from models.structure.document_facts import DocumentFacts
from models.structure.document_part import DocumentPart
from models.structure.fact import Fact
from models.words import word
from review_flows.cli.output import json_text
from review_flows.cli.reader import Reader

FIRST_WORDS = 30  # characters of a clause


def show_outline(reader: Reader, facts: DocumentFacts) -> None:
    """Print the outline; in JSON with every clause, fact and citation in full."""
    if reader.as_json:
        typer.echo(json_text(asdict(facts)))
        return
    for line in (*_heads(reader, facts), *_parts(reader, facts), *_lists(reader, facts)):
        typer.echo(line)


def _heads(reader: Reader, facts: DocumentFacts) -> Iterator[str]:
    told = (
        ("title", facts.title or reader.says("outline.untitled")),
        ("number", facts.number),
        ("issuers", "、".join(one.words for one in facts.issuers)),
        ("dated", facts.dated.isoformat() if facts.dated else ""),
    )
    yield from (f"{reader.says(f'outline.{key}')}: {said}" for key, said in told if said)
    for fact, effect in facts.effects:
        yield _said(reader, "effect", fact, word(effect.kind, reader.language))
    for fact, _ in facts.validity:
        yield _said(reader, "validity", fact)
    for fact, _ in facts.repeals:
        yield _said(reader, "repeal", fact)


def _said(reader: Reader, key: str, fact: Fact, more: str = "") -> str:
    place = f" [{fact.address}]" if fact.address else ""
    return f"{reader.says(f'outline.{key}')}: {fact.words}{place}{f' ({more})' if more else ''}"


def _parts(reader: Reader, facts: DocumentFacts) -> Iterator[str]:
    for part in facts.parts:
        kind = word(part.kind, reader.language)
        name = " ".join(filter(None, (part.attached_as, part.title)))
        yield f"{kind} {name}".rstrip()
        yield from (_clause(part, clause) for clause in part.clauses if _is_shown(clause))


def _is_shown(clause: Clause) -> bool:
    return clause.level.depth <= ClauseLevel.ARTICLE.depth


def _clause(part: DocumentPart, clause: Clause) -> str:
    depth = 1 + clause.level.depth - min(one.level.depth for one in part.clauses)
    return f"{'  ' * depth}{clause.number} {' '.join(clause.text.split())[:FIRST_WORDS]}".rstrip()


def _lists(reader: Reader, facts: DocumentFacts) -> Iterator[str]:
    for one in facts.attachments:
        missing = f" ({reader.says('outline.missing')})" if one.missing else ""
        yield f"{reader.says('outline.attachments')}: {one.name}{missing}"
    for table in facts.tables:
        yield _said(reader, "tables", table)
    for fault in facts.faults:
        times = reader.says("outline.times", count=fault.count) if fault.count > 1 else ""
        told = " ".join(filter(None, (word(fault.kind, reader.language), times)))
        yield _said(reader, "faults", fault.first, told)
