"""Tables of the sealed log: which entry is which leaf of the tree, and the signed checkpoints."""

from sqlmodel import Field, SQLModel

from models.tables.log import row_number


class LeafRow(SQLModel, table=True):
    """An entry's place in the tree, from 0 on without a gap. Append-only, as the log is."""

    __tablename__ = "log_leaves"

    idx: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    event_id: int = Field(unique=True)  # of its row in `events`
    hash: str  # of its body, hexadecimal (models.event.entry_hash)


class CheckpointRow(SQLModel, table=True):
    """A signed checkpoint; one each period, also where nothing was added. Append-only."""

    __tablename__ = "checkpoints"

    id: int | None = Field(default=None, sa_column=row_number())
    size: int = Field(index=True)  # leaves that it covers
    root: str  # hexadecimal
    at: str
    hash_name: str
    signature_name: str  # models.sealing.note.SignatureName
    key: str  # the public key in one line, as models.sealing.note.PublicKey.text
    note: str  # the whole signed note
    # Whole subtrees, hexadecimal, commas between: where the next sealing goes on. It stands at the
    # first checkpoint of a size alone.
    frontier: str
