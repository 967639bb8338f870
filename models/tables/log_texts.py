"""Table of the texts that are kept beside the log, and can be removed from it."""

from sqlmodel import Field, SQLModel


class LogTextRow(SQLModel, table=True):
    """A text of an entry. Append-only but for one change: that salt and text are emptied."""

    __tablename__ = "log_texts"

    chain: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(primary_key=True)  # its place in the body: form.comments.0.stated_author
    salt: str | None = None  # hexadecimal; None once the text was removed
    text: str | None = None
