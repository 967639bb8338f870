"""Word files that came in before tracked changes were counted: how many they hold is unknown."""

from alembic import op

revision = "0005"
down_revision = "0004"

# 0004 wrote 0 into the rows there were. Which of them are older cannot be told any more where a
# site has used 0004 since, so all are counted anew, each when a move first relies on its text.
UNKNOWN = (
    "UPDATE documents SET tracked_changes = -1 WHERE tracked_changes = 0 AND settled_from = ''"
)


def upgrade() -> None:
    """Let what nobody counted be unknown; what was counted and found stays."""
    op.execute(UNKNOWN)
