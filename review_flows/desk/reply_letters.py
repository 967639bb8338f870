"""What the letter of a reply to a recipient says beside the case: a step in, facts out."""

from datetime import date

from models.forms import ReplyToRecipientForm
from review_flows.desk.step import Step
from review_flows.outside.filing_papers import reply_documents
from review_flows.outside.out_messages import last_message

Facts = dict[str, object]
THEIRS = (
    "SELECT said_on, their_number FROM filing_messages WHERE case_number = :number "
    "AND recipient = :recipient AND number = :answered"
)


def reply(step: Step, about: str) -> Facts:
    """Return what is said to which letter of theirs, and what goes along."""
    form = step.form_as(ReplyToRecipientForm)
    message = last_message(step.connection, step.number, about)
    theirs = step.connection.row(
        THEIRS, number=step.number, recipient=about, answered=message.answers
    )
    assert theirs is not None
    along = reply_documents(step.connection, message)
    return {
        "reply": str(form.reply),
        "reason": form.text,
        "their_letter": theirs["their_number"],
        "their_letter_on": date.fromisoformat(theirs["said_on"]),
        "attachments": tuple(one.name for one in along),
    }
