"""What a person is expected to type, with its term. What was asked before has lapsed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    # Not in a batch: it would make the table anew on SQLite, and all that belongs to people would go with the old one.
    op.drop_column("person", "expecting")
    op.add_column("person", sa.Column("expecting", sa.JSON(), nullable=True))
