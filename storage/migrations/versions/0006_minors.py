"""Whether the team cleared a volunteer to accompany people under 18."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; nobody is cleared by it."""
    # Not in a batch: it would make the table anew on SQLite, and the binômes would go with the old one.
    op.add_column("offer", sa.Column("minors", sa.Boolean(), nullable=False, server_default=sa.false()))
