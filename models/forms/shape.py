"""What every form is made of: texts, hashes, documents in the store; no field but those named."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from models.document import DocumentKind

LONGEST_TEXT = 20_000  # characters in one field


class Form(BaseModel):
    """No field but those named; texts without blanks around them."""

    # A form is built when it is first filled in: a command fills in one of forty.
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True
    )


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
MaybeText = Annotated[str, Field(max_length=LONGEST_TEXT)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DocumentForm(Form):
    """A file that is in the store already."""

    name: Text
    kind: DocumentKind
    sha256: Sha256
    size: int = Field(gt=0)  # bytes
    candidates: tuple[DocumentKind, ...] = ()
    cleaned_sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""  # in the store as well
    removed: MaybeText = ""  # JSON: what the cleaned copy lacks
    tracked_changes: int = Field(default=0, ge=0)
    settled_from: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    settled_view: MaybeText = ""


Evidence = Annotated[tuple[DocumentForm, ...], Field(min_length=1)]


class NoForm(Form):
    pass


class ReasonForm(Form):
    reason: Text
