"""A Word file that somebody hands in: looked at before opening, and told apart; not yet stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from pathlib import Path

from models.document import DocumentKind, WordText, kind_of, title_of
from models.errors import DocumentRefused
from models.refusal import RefusalReason, refusal_sentence
from models.safety_report import Removed, SafetyReport
from review_flows.outside.settings import virus_scan_command
from review_flows.outside.store import Store
from review_flows.outside.virus_scan import scanned
from review_flows.outside.word.apart import open_apart
from review_flows.outside.word.limits import MAX_FILE_BYTES
from review_flows.outside.word.safety import OpenedWord


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
    cleaned: bytes | None = None  # where something had to be taken out
    removed: tuple[Removed, ...] = ()
    tracked_changes: int = 0

    @property
    def copy(self) -> bytes:
        """What is shown, changed and sent: the cleaned copy, or the file where it is clean."""
        return self.content if self.cleaned is None else self.cleaned

    def keep_in(self, store: Store) -> None:
        """Store the file as it came, and its cleaned copy where there is one."""
        store.put(self.content)
        if self.cleaned is not None:
            store.put(self.cleaned)

    def form(self) -> dict[str, object]:
        """Return the file as the forms of the desk name it; it has to be stored first."""
        return {
            "name": self.name,
            "kind": str(self.kind),
            "sha256": self.sha256,
            "size": len(self.content),
            "candidates": [str(kind) for kind in self.candidates if len(self.candidates) > 1],
            "cleaned_sha256": "" if self.cleaned is None else sha256(self.cleaned).hexdigest(),
            "removed": _as_json(self.removed),
            "tracked_changes": self.tracked_changes,
        }


def _as_json(removed: Sequence[Removed]) -> str:
    """Return what was taken out as the document's row holds it, "" where nothing was."""
    told = [
        {"kind": str(one.kind), "part": one.part, "target": one.target, "count": one.count}
        for one in removed
    ]
    return dumps(told, ensure_ascii=False) if told else ""


def look_at(path: Path, kind: DocumentKind | None = None) -> SubmittedFile:
    """Read a file that may be taken; `kind` is given where a person says what it is.

    Raises DocumentRefused with one sentence that says what to do, in Chinese and English.
    """
    content, opened = checked(path)
    text = opened.text
    if text is None:
        raise refused(path.name, opened.report.refusal or RefusalReason.DAMAGED)
    guess = kind_of(path.name, text)
    return SubmittedFile(
        name=path.name,
        content=content,
        sha256=sha256(content).hexdigest(),
        text=text,
        kind=kind or guess.kind,
        candidates=() if kind else guess.candidates,
        why="" if kind else guess.why,
        cleaned=opened.cleaned,
        removed=opened.report.removed,
        tracked_changes=opened.report.tracked_changes,
    )


def checked(path: Path) -> tuple[bytes, OpenedWord]:
    """Return the bytes of a file and what became of it; of one refused unread there are none.

    The site's virus scanner comes first, where there is one. OSError if it cannot be read.
    """
    # What is no plain file, or is too large, is refused before a byte of it is read.
    if not path.is_file() or path.is_symlink():
        return b"", OpenedWord(SafetyReport(RefusalReason.NOT_A_WORD_FILE))
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        return b"", OpenedWord(SafetyReport(RefusalReason.TOO_LARGE, size=size))
    content = path.read_bytes()
    reason = scanned(content, virus_scan_command())
    if reason is not None:
        return content, OpenedWord(SafetyReport(reason, size=len(content)))
    return content, open_apart(content)


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
