"""The desk's tables."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('ask',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['person.id'], name=op.f('fk_ask_asker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_ask_need_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_ask_offer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ask')),
    sqlite_autoincrement=True
    )
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.Column('writer_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('binome_id', sa.Integer(), nullable=True),
    sa.Column('card_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_note_binome_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['card_id'], ['card.id'], name=op.f('fk_note_card_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_note_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['writer_id'], ['person.id'], name=op.f('fk_note_writer_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_note_binome_id'), ['binome_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_note_card_id'), ['card_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_note_person_id'), ['person_id'], unique=False)
