"""Which letters go into the package of a message, by the hash of their files."""

from models.errors import ReviewError
from models.filing import FilingReply
from review_flows.outside import filing_papers
from review_flows.outside.database import Connection, Row
from review_flows.outside.out_messages import Origin, OutMessage

# A letter to the recipient is that of this very message; one for the house may be older.
LETTERS = (
    "SELECT sha256, number, facts FROM letters WHERE case_number = :number AND kind = :kind "
    "AND about = :about AND (event_seq = :seq OR (about = '' AND event_seq < :seq))"
)
WRITTEN = f"{LETTERS} AND sha256 IS NOT NULL ORDER BY id DESC LIMIT 1"
ANY = f"{LETTERS} ORDER BY id DESC LIMIT 1"
REPORT, REPLY = "filing_report", "filing_reply"
# What the cover letter of a reply is called in the package.
COVERS = {
    FilingReply.SUPPLEMENT: "补充材料的函",
    FilingReply.EXPLANATION: "说明情况的函",
    FilingReply.CORRECTED: "纠正情况报告",
    FilingReply.OBJECTION: "提出异议的函",
}


class PackageIncomplete(ReviewError):
    """Something that belongs into the package is not there yet; a later attempt may find it."""


def opening_letter(connection: Connection, out: OutMessage, came: Origin) -> Row:
    """Return the row of the letter on top of a package: the report, or the cover of a reply."""
    return _row(connection, out, came, REPORT if out.is_first else REPLY)


def letter_hashes(connection: Connection, out: OutMessage, came: Origin) -> dict[str, str]:
    """Return the letters of a package by the names of their files. Raises PackageIncomplete."""
    if out.is_first:
        return _of_first(connection, out, came)
    cover = COVERS[FilingReply(out.kind)]
    found = {f"1_{cover}.docx": _letter(connection, out, came, REPLY)}
    if out.kind == FilingReply.CORRECTED:
        opinion = _letter(connection, out, came, "review_opinion", about="")
        found["5_合法性审核意见书.docx"] = opinion
        found |= _confirmed(connection, out.case, 6)
    return found


def _of_first(connection: Connection, out: OutMessage, came: Origin) -> dict[str, str]:
    found = {
        "1_备案报告.docx": _letter(connection, out, came, REPORT),
        "5_合法性审核意见书.docx": _letter(connection, out, came, "review_opinion", about=""),
        **_confirmed(connection, out.case, 7),
    }
    last = 7 if len(found) == 2 else 8
    for name, kind in (
        ("6_备案说明.docx", "filing_explanation"),
        (f"{last}_备案目录.docx", "filing_catalogue"),
    ):
        # What was published before these were written (0.3.0) goes without them.
        if _find(connection, ANY, out, came, kind, out.recipient):
            found[name] = _letter(connection, out, came, kind)
    return found


def _confirmed(connection: Connection, number: str, place: int) -> dict[str, str]:
    """Return the 复核意见书, where the opinion was given on another text than the issued one."""
    confirmed = filing_papers.confirmation(connection, number)
    if confirmed is None:
        return {}
    if confirmed.sha256 is None:
        raise PackageIncomplete(f"The letter {confirmed.number} of {number} is not written yet.")
    return {f"{place}_复核意见书.docx": confirmed.sha256}


def _letter(
    connection: Connection, out: OutMessage, came: Origin, kind: str, about: str | None = None
) -> str:
    return str(_row(connection, out, came, kind, about)["sha256"])


def _row(
    connection: Connection, out: OutMessage, came: Origin, kind: str, about: str | None = None
) -> Row:
    about = out.recipient if about is None else about
    row = _find(connection, WRITTEN, out, came, kind, about)
    if row is None:
        raise PackageIncomplete(f"The letter {kind} {about} of case {out.case} is not written yet.")
    return row


def _find(
    connection: Connection, sql: str, out: OutMessage, came: Origin, kind: str, about: str
) -> Row | None:
    seq = came.checkpoint.seq
    return connection.row(sql, number=out.case, kind=kind, about=about, seq=seq)
