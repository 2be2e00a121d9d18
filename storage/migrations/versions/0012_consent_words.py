"""The words of each edition of what the welcome asks to agree to."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('consent_words',
    sa.Column('edition', sa.String(length=12), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('since', Utc(), nullable=False),
    sa.PrimaryKeyConstraint('edition', name=op.f('pk_consent_words'))
    )
