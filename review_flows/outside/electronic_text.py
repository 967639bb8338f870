"""The text of an issued document as plain text, as it reads once its changes are accepted."""

from models.refusal import RefusalReason
from review_flows.outside.package_letters import PackageIncomplete
from review_flows.outside.word import apart
from review_flows.outside.word.signature import refusal_by_signature

# These may come of a busy machine or of a mistake of ours: another time the file is read.
MAYBE_LATER = frozenset({RefusalReason.TOO_HEAVY, RefusalReason.DAMAGED})


def electronic_text(content: bytes) -> bytes | None:
    """Return the text in UTF-8; None of what never can be read, which goes out as it is.

    Raises PackageIncomplete where the reading failed and may not fail again: a package is the
    same however often it is built, so that it must not leave out what it could not read just now.
    """
    if refusal_by_signature(content) is not None:
        return None
    opened = apart.open_apart(content)
    if opened.text is not None:
        return f"{opened.text.text}\n".encode()
    if opened.report.refusal in MAYBE_LATER:
        raise PackageIncomplete(
            f"The issued text could not be read ({opened.report.refusal}), and its electronic "
            "text belongs into the package. It is tried again; after the last time, look at "
            "the file with: review-flows document check CASE"
        )
    return None
