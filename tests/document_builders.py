"""Copies of drafts for tests: handed out, marked up as a person would in Word, handed back."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from builders import accepted
from cli_running import run
from revision_builders import RULE, a_draft, read_draft

from models.copies.placing import PlacedDraft
from models.moves import Move
from models.word_document import View, WordDocument
from review_flows.desk import act
from review_flows.outside.log_texts import said_in
from review_flows.outside.records import entries_of
from review_flows.outside.site import Site
from review_flows.outside.word.safety import open_word
from review_flows.outside.word.writing.commenting import NewComment, write_comments

BY = 'w:id="77" w:author="顾某" w:date="2026-03-10T09:00:00Z"'


def in_review(site: Site, lines: Sequence[str] = RULE) -> str:
    """A case whose reviewer holds a real draft that was read."""
    number = accepted(site)
    with site.database.writing() as connection:
        draft = a_draft(site, lines)
        values = {"sha256": draft["sha256"], "size": draft["size"]}
        connection.update("documents", "kind = 'draft'", **values)  # type: ignore[arg-type]
    read_draft(site, number)
    act(site, "shen", number, Move.CLAIM)
    return number


def asked(site: Site, number: str, advisor: str = "gu", **more: object) -> str:
    """The same case, with somebody being asked."""
    who = {"outsider": advisor[1:]} if advisor.startswith("!") else {"advisor": advisor}
    act(site, "shen", number, Move.CONSULT, {**who, "question": "罚款有无依据", **more})
    return number


def handed_out(site: Site, number: str, recipient: str = "gu", actor: str = "shen") -> bytes:
    """The copy that the command writes for somebody."""
    done = run(site, "document", "out", number, "--for", recipient, "--as", actor, "--json")
    assert done.exit_code == 0, done.stderr
    return Path(json.loads(done.stdout)["path"]).read_bytes()


def document_of(content: bytes) -> WordDocument:
    """A file as it reads."""
    document = open_word(content).document
    assert document is not None
    return document


def with_comment(
    content: bytes, quote: str, text: str, *, parent: str = "", resolved: bool = False
) -> bytes:
    """The file with a comment on words of it, or with an answer to the comment of that id."""
    placed = PlacedDraft(document_of(content), View.FINAL)
    ends = placed.find_anywhere(quote) or placed.title_ends()
    assert ends is not None
    at = datetime.fromisoformat("2026-03-10T09:00:00")
    new = NewComment(*ends, text, "顾某", "顾", at, parent, resolved, key="new")
    done = write_comments(content, [new])
    assert not done.unplaced
    return done.content


def with_part(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with one part of it rewritten as text."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == part else data)
    return file.getvalue()


def with_words(content: bytes, old: str, new: str) -> bytes:
    """The file with words replaced in its body, without a mark."""
    return with_part(content, "word/document.xml", lambda xml: _replaced(xml, old, new))


def _replaced(xml: str, old: str, new: str) -> str:
    assert xml.count(old) == 1, (old, xml.count(old))
    return xml.replace(old, new)


def tracked(old: str, new: str) -> str:
    """Words taken out and put in, within a run that goes on after them."""
    gone = f"<w:del {BY}><w:r><w:delText>{old}</w:delText></w:r></w:del>" if old else ""
    come = f"<w:ins {BY}><w:r><w:t>{new}</w:t></w:r></w:ins>" if new else ""
    return f'</w:t></w:r>{gone}{come}<w:r><w:t xml:space="preserve">'


def with_change(content: bytes, old: str, new: str, after: str = "") -> bytes:
    """The file with a tracked change: `new` for `old`, or put in behind the words `after`."""
    return with_words(content, after + old, after + tracked(old, new))


def without_properties(content: bytes) -> bytes:
    """The file as a program saves it that keeps no custom properties."""
    entry = re.compile(r"<property .*?</property>|<\w+:property .*?</\w+:property>", re.S)
    return with_part(content, "docProps/custom.xml", lambda xml: entry.sub("", xml))


def saved(tmp_path: Path, content: bytes, name: str = "交回.docx") -> str:
    """The file in a folder; returns its path."""
    path = tmp_path / name
    path.write_bytes(content)
    return str(path)


def handings_out(site: Site, number: str) -> list[dict[str, object]]:
    """The forms of the entries that log the handing out of copies."""
    with site.database.reading() as connection:
        rows = entries_of(connection, number, (Move.HAND_OUT,))
        return [said["form"] for said in said_in(connection, number, rows, "")]
