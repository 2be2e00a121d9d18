"""Safeguarding: cases with a key and a record of their own, holds, bars, duty, silence, invitations."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('kept_apart',
    sa.Column('first', sa.LargeBinary(), nullable=False),
    sa.Column('second', sa.LargeBinary(), nullable=False),
    sa.Column('since', Utc(), nullable=False),
    sa.PrimaryKeyConstraint('first', 'second', name=op.f('pk_kept_apart'))
    )
    op.create_table('turned_away',
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('why', sa.String(length=10), nullable=False),
    sa.Column('until', Utc(), nullable=True),
    sa.PrimaryKeyConstraint('fingerprint', 'why', name=op.f('pk_turned_away'))
    )
    op.create_table('duty',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('begins_at', Utc(), nullable=False),
    sa.Column('ends_at', Utc(), nullable=False),
    sa.Column('remind_at', Utc(), nullable=True),
    sa.Column('offered_to', sa.Integer(), nullable=True),
    sa.Column('wanted_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['offered_to'], ['person.id'], name=op.f('fk_duty_offered_to'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_duty_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty')),
    sa.UniqueConstraint('begins_at', name=op.f('uq_duty_begins_at')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('duty', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_remind_at'), ['remind_at'], unique=False)
        batch_op.create_index('ix_duty_time', ['begins_at', 'ends_at'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.LargeBinary(), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('issued_by', sa.Integer(), nullable=True),
    sa.Column('expires_at', Utc(), nullable=False),
    sa.Column('used_by', sa.Integer(), nullable=True),
    sa.Column('used_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['issued_by'], ['person.id'], name=op.f('fk_invitation_issued_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['used_by'], ['person.id'], name=op.f('fk_invitation_used_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('code', name=op.f('uq_invitation_code')),
    sqlite_autoincrement=True
    )
    op.create_table('outside_recipient',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mail', sa.LargeBinary(), nullable=True),
    sa.Column('bound_at', Utc(), nullable=False),
    sa.Column('signed_at', Utc(), nullable=True),
    sa.Column('called_at', Utc(), nullable=True),
    sa.Column('confirmed_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outside_recipient_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_outside_recipient'))
    )
    op.create_table('tie',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('since', Utc(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_tie_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['person.id'], name=op.f('fk_tie_staff_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'person_id', name=op.f('pk_tie'))
    )
    op.create_table('silence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('binome_id', sa.Integer(), nullable=True),
    sa.Column('placed_by', sa.Integer(), nullable=True),
    sa.Column('placed_at', Utc(), nullable=False),
    sa.Column('until', Utc(), nullable=True),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_silence_binome_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_silence_person_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['placed_by'], ['person.id'], name=op.f('fk_silence_placed_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_silence')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('silence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_silence_binome_id'), ['binome_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_silence_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_silence_until'), ['until'], unique=False)

    op.create_table('case_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('card_id', sa.Integer(), nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.Column('writer_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['card_id'], ['card.id'], name=op.f('fk_case_entry_card_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['writer_id'], ['person.id'], name=op.f('fk_case_entry_writer_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_entry')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('case_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_entry_card_id'), ['card_id'], unique=False)

    op.create_table('case_key',
    sa.Column('card_id', sa.Integer(), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['card_id'], ['card.id'], name=op.f('fk_case_key_card_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('card_id', name=op.f('pk_case_key'))
    )
    op.create_table('hold',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('binome_id', sa.Integer(), nullable=False),
    sa.Column('card_id', sa.Integer(), nullable=True),
    sa.Column('placed_by', sa.Integer(), nullable=True),
    sa.Column('placed_at', Utc(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('lifted_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_hold_binome_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['card_id'], ['card.id'], name=op.f('fk_hold_card_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['placed_by'], ['person.id'], name=op.f('fk_hold_placed_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hold')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hold_binome_id'), ['binome_id'], unique=False)

    op.create_table('restriction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('ground', sa.String(length=24), nullable=False),
    sa.Column('card_id', sa.Integer(), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('seconded_by', sa.Integer(), nullable=True),
    sa.Column('since', Utc(), nullable=False),
    sa.Column('until', Utc(), nullable=True),
    sa.Column('untold_reason', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['card_id'], ['card.id'], name=op.f('fk_restriction_card_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_restriction_decided_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_restriction_person_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['seconded_by'], ['person.id'], name=op.f('fk_restriction_seconded_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_restriction')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('restriction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_restriction_fingerprint'), ['fingerprint'], unique=False)
        batch_op.create_index(batch_op.f('ix_restriction_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_restriction_until'), ['until'], unique=False)

    # No foreign key among them: for one Alembic would drop the table on SQLite, and the notes on its cases with it.
    with op.batch_alter_table('card', schema=None) as batch_op:
        batch_op.add_column(sa.Column('danger_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('written_at', Utc(), nullable=True))
        batch_op.add_column(sa.Column('agreed_at', Utc(), nullable=True))
        batch_op.add_column(sa.Column('keep_until', Utc(), nullable=True))
        batch_op.add_column(sa.Column('about_print', sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f('ix_card_about_print'), ['about_print'], unique=False)
        batch_op.create_index(batch_op.f('ix_card_keep_until'), ['keep_until'], unique=False)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heard', sa.LargeBinary(), nullable=True))

    # Defaults are written as text: for an expression Alembic makes the table anew on SQLite, and its numbers come again.
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('channel', sa.String(length=6), nullable=False, server_default='chat'))
        batch_op.add_column(sa.Column('is_answer', sa.Boolean(), nullable=False, server_default='0'))

    with op.batch_alter_table('note', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_letter', sa.Boolean(), nullable=False, server_default='0'))

    # A binôme that a report had frozen is on hold now: the report's own case is found by the binôme.
    op.execute(
        "INSERT INTO hold (binome_id, card_id, placed_at) SELECT binome.id, card.id, card.opened_at FROM binome"
        " JOIN card ON card.binome_id = binome.id AND card.kind = 'report' AND card.state != 'closed'"
        " WHERE binome.state = 'frozen'"
    )
