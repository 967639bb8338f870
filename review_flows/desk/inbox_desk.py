"""收件: one submission of the inbox is taken, file by file, or goes back with the reason.

The order survives a kill at any point: bytes in the store, then the case, then the files move.
What was registered but not moved is known by its bytes at the next look, and only moves.
"""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from models.arrival import ArrivalResult
from models.errors import DocumentRefused, TryAgain
from models.event import SITE_CHAIN
from models.moves import Move
from models.person import SYSTEM
from models.refusal import RefusalReason, refusal_sentence
from review_flows.desk.log_entry import log_entry
from review_flows.desk.submission import register
from review_flows.outside import inbox
from review_flows.outside.arrivals import Arrival, add_arrivals, case_with_all
from review_flows.outside.inbox import Submission, shown
from review_flows.outside.site import Site
from review_flows.outside.submitted_file import SubmittedFile, look_at, refused
from review_flows.outside.wall_clock import utc_text


@dataclass(slots=True)
class Sorted:
    """The files of a submission, by whether they can be taken."""

    taken: dict[Path, SubmittedFile] = field(default_factory=dict)
    refused: dict[Path, DocumentRefused] = field(default_factory=dict)

    @property
    def not_looked_at(self) -> list[Path]:
        """The files that the virus scanner could not judge: its fault, and not the sender's."""
        failed = RefusalReason.SCAN_FAILED
        return [path for path, refusal in self.refused.items() if refusal.reason == failed]

    @property
    def bear_a_marking(self) -> bool:
        """Whether one of them is classified: what came with it is of the same matter."""
        marked = RefusalReason.CLASSIFIED_MARKING
        return any(refusal.reason == marked for refusal in self.refused.values())


def take(site: Site, submission: Submission) -> tuple[str | None, list[Arrival]]:
    """Take a submission; return its case, or None when no file could be taken, and the arrivals.

    Raises TryAgain while the virus scanner does not answer: then nothing was moved.
    """
    files = _sort(submission)
    if files.not_looked_at:
        names = ", ".join(shown(path.name) for path in files.not_looked_at)
        raise TryAgain(
            f"The virus scanner did not answer for {names}. The submission stays in docs_in as it "
            "is. Look at the command in REVIEW_FLOWS_VIRUS_SCAN, then run: review-flows receive"
        )
    if files.bear_a_marking:
        return None, [_turn_away(site, submission, files)]
    number, arrivals = _register(site, submission, files) if files.taken else (None, [])
    for path, refusal in files.refused.items():
        arrivals.append(_refuse(site, submission, path, refusal, number or ""))
    if number:
        for path in files.taken:
            inbox.move_received(site.settings.docs_in, submission, path, number)
    inbox.clear_away(submission)
    return number, arrivals


def _sort(submission: Submission) -> Sorted:
    files = Sorted()
    for path in submission.files:
        try:
            file = look_at(path)
            files.taken[path] = replace(file, name=shown(file.name))
        except DocumentRefused as refusal:
            files.refused[path] = refusal
        except OSError:  # no right to read it, or a faulty disk
            files.refused[path] = refused(path.name, RefusalReason.DAMAGED)
    return files


def _register(site: Site, submission: Submission, files: Sorted) -> tuple[str, list[Arrival]]:
    handed_in = list(files.taken.values())
    hashes = frozenset(file.sha256 for file in handed_in)
    with site.database.reading() as connection:
        known = case_with_all(connection, hashes)
    if known:
        return known, [_known(site, submission, file, known) for file in handed_in]
    name = shown(submission.path.stem) if submission.path.is_file() else submission.name
    number = register(site, SYSTEM.code, handed_in, name).number
    arrivals = []
    seen: set[str] = set()
    for file in handed_in:
        if file.sha256 in seen:
            arrivals.append(_known(site, submission, file, number))
        else:
            result = ArrivalResult.TAKEN
            arrivals.append(_arrival(submission, file, result, "", number))
        seen.add(file.sha256)
    return number, arrivals


def _known(site: Site, submission: Submission, file: SubmittedFile, number: str) -> Arrival:
    arrival = _arrival(submission, file, ArrivalResult.KNOWN, "same_bytes", number)
    _log(site, number, arrival)
    return arrival


def _arrival(
    submission: Submission, file: SubmittedFile, result: ArrivalResult, reason: str, number: str
) -> Arrival:
    size = len(file.content)
    return Arrival(submission.name, file.name, file.sha256, size, result, reason, number)


def _refuse(
    site: Site, submission: Submission, path: Path, refusal: DocumentRefused, number: str
) -> Arrival:
    size = path.lstat().st_size
    arrival = Arrival(
        submission.name,
        shown(path.name),
        _digest(path),
        size,
        ArrivalResult.REFUSED,
        refusal.reason,
        number,
    )
    _log(site, number or SITE_CHAIN, arrival)
    inbox.move_refused(site.settings.docs_in, submission, path, shown(f"{refusal.message}\n"))
    return arrival


def _turn_away(site: Site, submission: Submission, files: Sorted) -> Arrival:
    """Refuse a submission with a classified file whole; return the one arrival that tells it.

    Nothing of it is kept here, nor said by the log: no bytes, no name, no title, no hash, no size.
    The files are renamed into refused/ within the inbox, where they lay in any case: that copies
    nothing, and their owner finds them. Where that would take a copy they stay where they are.
    """
    reason = RefusalReason.CLASSIFIED_MARKING
    arrival = Arrival("", "", "", 0, ArrivalResult.REFUSED, reason)
    with site.database.writing() as connection:
        add_arrivals(connection, [arrival], utc_text(site.clock.now()))
        log_entry(site, connection, SITE_CHAIN, SYSTEM.code, Move.RECEIVE, {"reason": reason})
    for path in submission.files:
        refusal = files.refused.get(path)
        marked = refusal is not None and refusal.reason == reason
        why = reason if marked else RefusalReason.CAME_WITH_CLASSIFIED
        _set_aside(site, submission, path, why)
    inbox.clear_away(submission)
    return arrival


def _set_aside(site: Site, submission: Submission, path: Path, why: RefusalReason) -> None:
    """Move a file as `inbox.set_aside` does; what fails is raised without the name of the file.

    The state of a run that failed keeps the words of its error, in a database of Prefect's.
    """
    try:
        inbox.set_aside(site.settings.docs_in, submission, path, _sentences(why))
    except OSError as failure:
        raise OSError(failure.errno, failure.strerror) from None


def _sentences(reason: RefusalReason) -> str:
    return f"{refusal_sentence(reason, 'zh')}\n{refusal_sentence(reason, 'en')}\n"


def _digest(path: Path) -> str:
    if not path.is_file() or path.is_symlink():
        return ""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError:  # what nobody can read is refused for that, and has no hash to log
        return ""
    return digest.hexdigest()


def _log(site: Site, chain: str, arrival: Arrival) -> None:
    facts: dict[str, object] = {
        "reason": arrival.reason,
        "submission": arrival.submission,
        "file": {"name": arrival.name, "sha256": arrival.sha256, "size": arrival.size},
    }
    with site.database.writing() as connection:
        add_arrivals(connection, [arrival], utc_text(site.clock.now()))
        log_entry(site, connection, chain, SYSTEM.code, Move.RECEIVE, facts)
