"""A Word file that somebody hands in: looked at before opening, and told apart; not yet stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.document import DocumentKind, WordText, kind_of, title_of
from models.errors import DocumentRefused
from models.refusal import RefusalReason, refusal_sentence
from review_flows.outside.word_limits import MAX_FILE_BYTES
from review_flows.outside.word_safety import open_word


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file that may be taken, with what it seems to be."""

    name: str
    content: bytes
    sha256: str
    text: WordText
    kind: DocumentKind
    candidates: tuple[DocumentKind, ...]  # more than one: a question for the clerk
    why: str

    def form(self) -> dict[str, object]:
        """Return the file as the forms of the desk name it; it has to be stored first."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "sha256": self.sha256,
            "size": len(self.content),
            "candidates": [str(kind) for kind in self.candidates if len(self.candidates) > 1],
        }


def look_at(path: Path, kind: DocumentKind | None = None) -> SubmittedFile:
    """Read a file that may be taken; `kind` is given where a person says what it is.

    Raises DocumentRefused with one sentence that says what to do, in Chinese and English.
    """
    content = _content(path)
    opened = open_word(content)
    if opened.report.refusal is not None:
        raise refused(path.name, opened.report.refusal)
    assert opened.text is not None
    guess = kind_of(path.name, opened.text)
    return SubmittedFile(
        name=path.name,
        content=content,
        sha256=sha256(content).hexdigest(),
        text=opened.text,
        kind=kind or guess.kind,
        candidates=() if kind else guess.candidates,
        why="" if kind else guess.why,
    )


def _content(path: Path) -> bytes:
    # What is no plain file, or is too large, is refused before a byte of it is read.
    if not path.is_file() or path.is_symlink():
        raise refused(path.name, RefusalReason.NOT_A_WORD_FILE)
    if path.stat().st_size > MAX_FILE_BYTES:
        raise refused(path.name, RefusalReason.TOO_LARGE)
    return path.read_bytes()


def refused(name: str, reason: RefusalReason) -> DocumentRefused:
    """Return the error for a file that cannot be taken."""
    sentence = f"{refusal_sentence(reason, 'zh')}\n{refusal_sentence(reason, 'en')}"
    return DocumentRefused(name, reason, sentence)


def draft_among(files: Sequence[SubmittedFile]) -> SubmittedFile | None:
    """Return the draft of a submission, or None when none or several seem to be it."""
    drafts = [file for file in files if file.kind is DocumentKind.DRAFT]
    return drafts[0] if len(drafts) == 1 else None


def title_among(files: Sequence[SubmittedFile], fallback: str) -> str:
    """Return the title of a submission: the draft's, or the name it came under."""
    draft = draft_among(files)
    return (title_of(draft.text) if draft else "") or fallback
