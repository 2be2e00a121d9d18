"""What was heard of a person, sealed, so that help is about it."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('person', sa.Column('heard', sa.LargeBinary(), nullable=True))
