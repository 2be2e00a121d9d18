"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('audit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.Column('actor', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(length=40), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_at'), ['at'], unique=False)

    op.create_table('heard',
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_heard'))
    )
    with op.batch_alter_table('heard', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_heard_at'), ['at'], unique=False)

    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('chat', sa.LargeBinary(), nullable=False),
    sa.Column('profile', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('consented_at', Utc(), nullable=True),
    sa.Column('seen_at', Utc(), nullable=False),
    sa.Column('expecting', sa.String(length=64), nullable=False),
    sa.Column('weak_sign_at', Utc(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_person_fingerprint')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_seen_at'), ['seen_at'], unique=False)

    op.create_table('setting',
    sa.Column('name', sa.String(length=30), nullable=False),
    sa.Column('value', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_setting'))
    )
    op.create_table('need',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', Utc(), nullable=False),
    sa.Column('waiting_since', Utc(), nullable=True),
    sa.Column('alert_at', Utc(), nullable=True),
    sa.Column('nudge_at', Utc(), nullable=True),
    sa.Column('resume_at', Utc(), nullable=True),
    sa.Column('priority', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_need_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_need_alert_at'), ['alert_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_nudge_at'), ['nudge_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_resume_at'), ['resume_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_need_state'), ['state'], unique=False)

    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', Utc(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('nudge_at', Utc(), nullable=True),
    sa.Column('resume_at', Utc(), nullable=True),
    sa.Column('trained', sa.Integer(), nullable=False),
    sa.Column('unanswered', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_offer_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offer_nudge_at'), ['nudge_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_offer_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_offer_resume_at'), ['resume_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_offer_state'), ['state'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('args', sa.JSON(), nullable=False),
    sa.Column('edits', sa.Boolean(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('due_at', Utc(), nullable=False),
    sa.Column('expires_at', Utc(), nullable=True),
    sa.Column('retry_at', Utc(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('resent', sa.Integer(), nullable=False),
    sa.Column('changed_at', Utc(), nullable=False),
    sa.Column('problem', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outbox_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_next', ['state', 'priority', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_person_id'), ['person_id'], unique=False)

    op.create_table('parked',
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('update', sa.LargeBinary(), nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('retry_at', Utc(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_parked_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_parked'))
    )
    with op.batch_alter_table('parked', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_parked_retry_at'), ['retry_at'], unique=False)

    op.create_table('person_key',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_person_key_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_person_key'))
    )
    op.create_table('staff',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('since', Utc(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_staff_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_staff'))
    )
    op.create_table('binome',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=14), nullable=False),
    sa.Column('score', sa.Double(), nullable=False),
    sa.Column('reasons', sa.LargeBinary(), nullable=True),
    sa.Column('proposed_at', Utc(), nullable=False),
    sa.Column('nudge_at', Utc(), nullable=True),
    sa.Column('due_at', Utc(), nullable=True),
    sa.Column('resume_at', Utc(), nullable=True),
    sa.Column('agreed_at', Utc(), nullable=True),
    sa.Column('ended_at', Utc(), nullable=True),
    sa.Column('why', sa.String(length=24), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=True),
    sa.Column('hour', sa.Integer(), nullable=True),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('asked_slot', sa.String(length=8), nullable=False),
    sa.Column('asked_by', sa.String(length=10), nullable=False),
    sa.Column('place', sa.LargeBinary(), nullable=True),
    sa.Column('before_freeze', sa.String(length=14), nullable=False),
    sa.Column('missed', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_binome_need_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_binome_offer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_binome')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('binome', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_binome_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_binome_need_id'), ['need_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_binome_nudge_at'), ['nudge_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_binome_offer_id'), ['offer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_binome_resume_at'), ['resume_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_binome_state'), ['state'], unique=False)
        batch_op.create_index('uq_binome_live_need', ['need_id'], unique=True, sqlite_where=sa.text("state IN ('proposed', 'volunteer_yes', 'volunteer_yes', 'agreed', 'active', 'paused', 'frozen')"), postgresql_where=sa.text("state IN ('proposed', 'volunteer_yes', 'volunteer_yes', 'agreed', 'active', 'paused', 'frozen')"))

    op.create_table('card',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('origin', sa.String(length=12), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('need_id', sa.Integer(), nullable=True),
    sa.Column('offer_id', sa.Integer(), nullable=True),
    sa.Column('binome_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('taken_by', sa.Integer(), nullable=True),
    sa.Column('seconded_by', sa.Integer(), nullable=True),
    sa.Column('opened_at', Utc(), nullable=False),
    sa.Column('due_at', Utc(), nullable=True),
    sa.Column('reminded', sa.Integer(), nullable=False),
    sa.Column('help_arrived', sa.Boolean(), nullable=False),
    sa.Column('closed_at', Utc(), nullable=True),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['about_id'], ['person.id'], name=op.f('fk_card_about_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_card_binome_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_card_need_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_card_offer_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_card_person_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['seconded_by'], ['person.id'], name=op.f('fk_card_seconded_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['taken_by'], ['person.id'], name=op.f('fk_card_taken_by'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_card')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('card', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_card_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_card_state'), ['state'], unique=False)
        batch_op.create_index('uq_card_open_key', ['key'], unique=True, sqlite_where=sa.text("state != 'closed'"), postgresql_where=sa.text("state != 'closed'"))

    op.create_table('session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('binome_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', Utc(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('day_before_at', Utc(), nullable=True),
    sa.Column('soon_at', Utc(), nullable=True),
    sa.Column('check_in_at', Utc(), nullable=True),
    sa.Column('closes_at', Utc(), nullable=True),
    sa.Column('young_held', sa.Boolean(), nullable=True),
    sa.Column('young_rating', sa.Integer(), nullable=True),
    sa.Column('volunteer_held', sa.Boolean(), nullable=True),
    sa.Column('volunteer_rating', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['binome_id'], ['binome.id'], name=op.f('fk_session_binome_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_binome_id'), ['binome_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_check_in_at'), ['check_in_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_closes_at'), ['closes_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_day_before_at'), ['day_before_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_soon_at'), ['soon_at'], unique=False)
