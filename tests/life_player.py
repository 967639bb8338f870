"""Plays a life that is written in a file, scene by scene, and reads what became of the case."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256

from builders import add_person, today_is
from databases import entries, tasks_in
from ledger_builders import row_of, ruled_by
from life_file import Facts, Life, Scene
from word_builders import a_docx_saying

from models.document import DocumentKind
from models.errors import ReviewError
from models.event import SITE_CHAIN
from models.letter import LetterText, Para
from models.moves import Move
from review_flows.desk import NEW_CASE, act
from review_flows.desk.absences import enter_absence
from review_flows.letters import letter_kind
from review_flows.outside.database import Row
from review_flows.outside.letters_due import facts_adapter
from review_flows.outside.site import Site
from review_flows.screen_case import screen_draft

LETTERS = "SELECT kind, about, number, facts FROM letters WHERE case_number = :n ORDER BY id"
QUESTIONS = (
    "SELECT id, COALESCE(outsider, advisor) AS asked, kind, recalled_at FROM consultations "
    "WHERE case_number = :n ORDER BY id"
)
NOTICES = "SELECT key, person FROM notices WHERE case_number = :n ORDER BY person, key"
PARTS = ("entered", "term", "opinion", "sequel", "remarks")  # of a row of the ledger


class LifePlayer:
    """The case of a life on a site, from scene to scene."""

    def __init__(self, site: Site, life: Life) -> None:
        self.site, self.life, self.number = site, life, NEW_CASE
        self.hashes = {name: _hash(as_file(text)) for name, text in life.texts.items()}
        ruled_by(site, life.rule_set)
        for one in life.people:
            add_person(site, one.code, one.roles, one.unit)

    def play(self) -> Iterator[tuple[Facts, Facts]]:
        """Play every scene; yield what is seen after it, and what has to be seen."""
        state, waits = "new", self._waits()
        for scene in self.life.scenes:
            after = scene.to or state
            yield self._seen(scene), self._wanted(scene, state, after, waits)
            state, waits = after, waits if scene.waits is None else scene.waits

    def _wanted(self, scene: Scene, state: str, after: str, waits: tuple[str, ...]) -> Facts:
        result = "refused" if scene.refused else "done"
        path = "enter_absence:  → " if scene.away else f"{scene.move}: {state} → {after}"
        return {
            "on": scene.on,
            "refused": scene.refused,
            "waits": waits if scene.waits is None else scene.waits,
            "letters": scene.letters,
            "letters_say": scene.letters_say,
            "letters_hide": (),
            "log": (f"{scene.by} {path} {result}",),
            "role": scene.role,
            "stands_in_for": scene.stands_in_for,
            "warnings": scene.warnings,
            "says": {path: self._meant(value) for path, value in scene.says.items()},
            "told": scene.told,
            "due": scene.due,
        }

    def _seen(self, scene: Scene) -> Facts:
        """Let the day come and the move be tried."""
        today_is(self.site, scene.on)
        chain = SITE_CHAIN if scene.away else self.number
        entries_before, letters_before = len(self._log(chain)), len(self._rows(LETTERS))
        told_before = self._rows(NOTICES)
        tried = self._try(scene)
        log = self._log(chain or self.number)[entries_before:]
        letters = [_letter(row) for row in self._rows(LETTERS)[letters_before:]]
        text = "\n".join(said for _, said in letters)
        return {
            "on": scene.on,
            **tried,
            "waits": self._waits(),
            "letters": tuple(line for line, _ in letters),
            "letters_say": tuple(words for words in scene.letters_say if words in text),
            "letters_hide": tuple(words for words in scene.letters_hide if words in text),
            "log": tuple(map(_line, log)),
            "role": _at(log[-1], "actor.role") if log and scene.role else "",
            "stands_in_for": _at(log[-1], "stands_in_for") if log else "",
            "says": {path: _at(log[-1], path) for path in scene.says} if log else {},
            "told": tuple(row["person"] for row in self._rows(NOTICES) if row not in told_before),
        }

    def _try(self, scene: Scene) -> Facts:
        """Return what it showed, or how it was refused (in the words of the scene if they fit)."""
        nothing: Facts = {"refused": (), "warnings": (), "due": ()}
        try:
            return nothing | (self._enter_absence(scene) if scene.away else self._move(scene))
        except ReviewError as error:
            said, message = scene.refused, str(error)
            fits = said[:1] == (type(error).__name__,) and all(w in message for w in said[1:])
            return nothing | {"refused": said if fits else f"{type(error).__name__}: {message}"}

    def _move(self, scene: Scene) -> Facts:
        form = dict(scene.form)
        if scene.files:
            form["documents"] = [self._file(kind, text) for kind, text in scene.files.items()]
        if scene.move is Move.SCREEN:
            digest, findings = screen_draft(self.site, self.number)
            form = {"document_sha256": digest, "findings": [asdict(one) for one in findings]}
        done = act(self.site, scene.by, self.number, str(scene.move), form)
        self.number = done.number
        return {"warnings": done.warnings}

    def _enter_absence(self, scene: Scene) -> Facts:
        away = scene.away
        assert away is not None
        days = (away.first.isoformat(), away.last.isoformat())
        done = enter_absence(self.site, scene.by, away.person, away.stand_in, *days)
        told = (f"{t.case} {t.kind} {t.due_on} {t.why_not}".rstrip() for t in done.due)
        return {"due": tuple(told)}

    def _file(self, kind: DocumentKind, text: str) -> Facts:
        content = as_file(self.life.texts.get(text, text))
        self.site.store.put(content)
        digest, size = _hash(content), len(content)
        return {"name": f"{kind}.docx", "kind": str(kind), "sha256": digest, "size": size}

    def _meant(self, value: object) -> object:
        return self.hashes.get(value, value) if isinstance(value, str) else value

    def _waits(self) -> tuple[str, ...]:
        if not self.number:
            return ()
        return tuple(
            f"{task.kind} {task.role} {task.person or '-'} {task.state} {task.due_on or '-'}"
            for task in tasks_in(self.site.database, self.number)
        )

    def _log(self, chain: str) -> list[Facts]:
        return [json.loads(entry.body) for entry in entries(self.site.database, chain)]

    def _rows(self, statement: str) -> list[Row]:
        with self.site.database.reading() as connection:
            return list(connection.rows(statement, n=self.number))

    def questions(self) -> tuple[str, ...]:
        """What became of each consultation: its number, who was asked, the kind of answer."""
        return tuple(
            f"{row['id']} {row['asked']} {'recalled' if row['recalled_at'] else row['kind']}"
            for row in self._rows(QUESTIONS)
        )

    def ledger(self) -> dict[str, Facts]:
        """The fields of the ledger's row that are neither empty nor zero, but for the digests."""
        row = row_of(self.site, self.number, self.life.as_of)
        said = asdict(row) | {"remarks": {"remarks": row.remarks}}
        kept = {part: _filled(said[part]) for part in PARTS}
        return {part: fields for part, fields in kept.items() if fields}


def as_file(text: str) -> bytes:
    """A Word file with a paragraph for each line."""
    return a_docx_saying(*text.strip().splitlines())


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _filled(fields: Mapping[str, object]) -> Facts:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
        if value
    }


def _line(body: Facts) -> str:
    actor = _at(body, "actor.code")
    return f"{actor} {body['move']}: {body['from']} → {body['to']} {body['result']}"


def _at(body: object, path: str) -> object:
    """What stands at a dotted path of an entry; nothing is an empty text, as a file has it."""
    for name in path.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return "" if body is None else body


def _letter(row: Row) -> tuple[str, str]:
    """A letter in one line, and all that it says."""
    facts = facts_adapter().validate_json(row["facts"])
    text = letter_kind(row["kind"]).compose(facts)
    said = (row["kind"], row["number"], text.addressee, row["about"])
    line = " ".join(part for part in said if part)
    return line, "\n".join(_words(text))


def _words(text: LetterText) -> Iterator[str]:
    yield text.heading
    for block in text.body:
        if isinstance(block, Para):
            yield block.text
        else:
            yield from ("\t".join(row) for row in (block.header, *block.rows))
