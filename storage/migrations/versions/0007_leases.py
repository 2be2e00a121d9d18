"""Which process has which part, where several run on one PostgreSQL."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        'lease',
        sa.Column('part', sa.String(length=12), nullable=False),
        sa.Column('holder', sa.String(length=60), nullable=False),
        sa.Column('until', Utc(), nullable=False),
        sa.PrimaryKeyConstraint('part', name=op.f('pk_lease')),
    )
