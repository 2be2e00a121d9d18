"""The course of a binôme: its goal, its planned length, and its end."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; whoever is together already has a course too."""
    op.create_table('course',
    sa.Column('binome_id', sa.Integer(), nullable=False),
    sa.Column('goal', sa.LargeBinary(), nullable=True),
    sa.Column('extension', sa.Integer(), nullable=False),
    sa.Column('count_at', Utc(), nullable=True),
    sa.Column('halfway_at', Utc(), nullable=True),
    sa.Column('near_end_at', Utc(), nullable=True),
    sa.Column('end_asked_at', Utc(), nullable=True),
    sa.Column('end_due_at', Utc(), nullable=True),
    sa.Column('end_reminded_at', Utc(), nullable=True),
    sa.Column('limit_at', Utc(), nullable=True),
    sa.Column('young_goes_on', sa.String(length=4), nullable=True),
    sa.Column('volunteer_goes_on', sa.String(length=4), nullable=True),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_course_binome_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('binome_id', name=op.f('pk_course'))
    )
    with op.batch_alter_table('course', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_count_at'), ['count_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_course_end_due_at'), ['end_due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_course_limit_at'), ['limit_at'], unique=False)

    with op.batch_alter_table('binome', schema=None) as batch_op:
        batch_op.add_column(sa.Column('weeks', sa.Integer(), nullable=True))

    op.execute(
        "INSERT INTO course (binome_id, extension) "
        "SELECT id, 0 FROM binome WHERE state IN ('agreed', 'active', 'paused', 'frozen')"
    )
