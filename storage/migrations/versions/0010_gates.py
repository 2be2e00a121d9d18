"""Gates: checks of people, what legal representatives said, the team's pledge, matching without words."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('vetting_check',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('checked_by', sa.Integer(), nullable=True),
    sa.Column('checked_at', Utc(), nullable=False),
    sa.Column('expires_at', Utc(), nullable=True),
    sa.Column('warn_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['checked_by'], ['person.id'], name=op.f('fk_vetting_check_checked_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_vetting_check_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'kind', name=op.f('pk_vetting_check'))
    )
    with op.batch_alter_table('vetting_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vetting_check_warn_at'), ['warn_at'], unique=False)

    op.create_table('parental_consent',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('means', sa.String(length=8), nullable=False),
    sa.Column('code', sa.LargeBinary(), nullable=True),
    sa.Column('representative_id', sa.Integer(), nullable=True),
    sa.Column('recorded_by', sa.Integer(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('asked_at', Utc(), nullable=False),
    sa.Column('remind_at', Utc(), nullable=True),
    sa.Column('decided_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_parental_consent_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recorded_by'], ['person.id'], name=op.f('fk_parental_consent_recorded_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['representative_id'], ['person.id'], name=op.f('fk_parental_consent_representative_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_parental_consent')),
    sa.UniqueConstraint('code', name=op.f('uq_parental_consent_code'))
    )
    with op.batch_alter_table('parental_consent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_parental_consent_remind_at'), ['remind_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_parental_consent_representative_id'), ['representative_id'], unique=False)

    # Plain columns that may be empty: for anything else Alembic makes the table anew on SQLite.
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pledged_at', Utc(), nullable=True))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('words_refused_at', Utc(), nullable=True))
