"""Talk between the two, first words, sessions that one side asks to move, a question kept from one of the team."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('conversation_side',
    sa.Column('binome_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('muted_at', Utc(), nullable=True),
    sa.Column('shares_name_at', Utc(), nullable=True),
    sa.Column('hinted_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_conversation_side_binome_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_conversation_side_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('binome_id', 'person_id', name=op.f('pk_conversation_side'))
    )
    op.create_table('passed_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('writer_id', sa.Integer(), nullable=False),
    sa.Column('binome_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('content', sa.String(length=12), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('ready', sa.String(length=12), nullable=True),
    sa.Column('source_id', sa.BigInteger(), nullable=True),
    sa.Column('received_id', sa.BigInteger(), nullable=True),
    sa.Column('written_at', Utc(), nullable=False),
    sa.Column('settled_at', Utc(), nullable=True),
    sa.Column('lapses_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_passed_message_binome_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['writer_id'], ['person.id'], name=op.f('fk_passed_message_writer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passed_message')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('passed_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passed_message_binome_id'), ['binome_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_passed_message_lapses_at'), ['lapses_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_passed_message_writer_id'), ['writer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_passed_message_written_at'), ['written_at'], unique=False)

    op.create_table('attached_message',
    sa.Column('card_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('written_at', Utc(), nullable=False),
    sa.Column('is_own', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['card_id'], ['card.id'], name=op.f('fk_attached_message_card_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attached_message_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('card_id', 'message_id', name=op.f('pk_attached_message'))
    )
    with op.batch_alter_table('attached_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attached_message_person_id'), ['person_id'], unique=False)

    # Plain columns that may be empty: for anything else Alembic makes the table anew on SQLite.
    with op.batch_alter_table('binome', schema=None) as batch_op:
        batch_op.add_column(sa.Column('minute', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('gone_side', sa.String(length=10), nullable=True))

    with op.batch_alter_table('card', schema=None) as batch_op:
        batch_op.add_column(sa.Column('avoids_id', sa.Integer(), nullable=True))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('consent_edition', sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column('talk_accepted_at', Utc(), nullable=True))
        batch_op.add_column(sa.Column('first_words', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('first_words_until', Utc(), nullable=True))

    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_start', Utc(), nullable=True))
        batch_op.add_column(sa.Column('asked_by', sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column('ask_due_at', Utc(), nullable=True))
        batch_op.add_column(sa.Column('moved_from', Utc(), nullable=True))
        batch_op.add_column(sa.Column('moved_at', Utc(), nullable=True))
        batch_op.add_column(sa.Column('young_coming_at', Utc(), nullable=True))
        batch_op.add_column(sa.Column('volunteer_coming_at', Utc(), nullable=True))

    op.create_index(op.f('ix_person_first_words_until'), 'person', ['first_words_until'], unique=False)
    op.create_index(op.f('ix_session_ask_due_at'), 'session', ['ask_due_at'], unique=False)
