"""All tables, as they are since 0001 to 0007 were put together; a database at one of those is refused by name."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = '0008'
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
    op.create_index(op.f('ix_audit_at'), 'audit', ['at'], unique=False)
    op.create_table('heard',
    sa.Column('update_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.PrimaryKeyConstraint('update_id', name=op.f('pk_heard'))
    )
    op.create_index(op.f('ix_heard_at'), 'heard', ['at'], unique=False)
    op.create_table('lease',
    sa.Column('part', sa.String(length=12), nullable=False),
    sa.Column('holder', sa.String(length=60), nullable=False),
    sa.Column('until', Utc(), nullable=False),
    sa.PrimaryKeyConstraint('part', name=op.f('pk_lease'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('chat', sa.LargeBinary(), nullable=False),
    sa.Column('profile', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('consented_at', Utc(), nullable=True),
    sa.Column('seen_at', Utc(), nullable=False),
    sa.Column('expecting', sa.JSON(), nullable=True),
    sa.Column('weak_sign_at', Utc(), nullable=True),
    sa.Column('commands', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_person_fingerprint')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_person_seen_at'), 'person', ['seen_at'], unique=False)
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
    sa.Column('news_at', Utc(), nullable=True),
    sa.Column('nudge_at', Utc(), nullable=True),
    sa.Column('resume_at', Utc(), nullable=True),
    sa.Column('priority', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_need_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_need')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_need_alert_at'), 'need', ['alert_at'], unique=False)
    op.create_index(op.f('ix_need_news_at'), 'need', ['news_at'], unique=False)
    op.create_index(op.f('ix_need_nudge_at'), 'need', ['nudge_at'], unique=False)
    op.create_index(op.f('ix_need_person_id'), 'need', ['person_id'], unique=False)
    op.create_index(op.f('ix_need_resume_at'), 'need', ['resume_at'], unique=False)
    op.create_index(op.f('ix_need_state'), 'need', ['state'], unique=False)
    op.create_table('offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', Utc(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('news_at', Utc(), nullable=True),
    sa.Column('nudge_at', Utc(), nullable=True),
    sa.Column('resume_at', Utc(), nullable=True),
    sa.Column('trained', sa.Integer(), nullable=False),
    sa.Column('unanswered', sa.Integer(), nullable=False),
    sa.Column('minors', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_offer_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offer')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_offer_news_at'), 'offer', ['news_at'], unique=False)
    op.create_index(op.f('ix_offer_nudge_at'), 'offer', ['nudge_at'], unique=False)
    op.create_index(op.f('ix_offer_person_id'), 'offer', ['person_id'], unique=False)
    op.create_index(op.f('ix_offer_resume_at'), 'offer', ['resume_at'], unique=False)
    op.create_index(op.f('ix_offer_state'), 'offer', ['state'], unique=False)
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
    op.create_index('ix_outbox_next', 'outbox', ['state', 'priority', 'id'], unique=False)
    op.create_index(op.f('ix_outbox_person_id'), 'outbox', ['person_id'], unique=False)
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
    op.create_index(op.f('ix_parked_retry_at'), 'parked', ['retry_at'], unique=False)
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
    op.create_table('ask',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', Utc(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=10), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=True),
    sa.Column('offer_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['person.id'], name=op.f('fk_ask_asker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_ask_need_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['offer_id'], ['offer.id'], name=op.f('fk_ask_offer_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ask')),
    sqlite_autoincrement=True
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
    op.create_index(op.f('ix_binome_due_at'), 'binome', ['due_at'], unique=False)
    op.create_index(op.f('ix_binome_need_id'), 'binome', ['need_id'], unique=False)
    op.create_index(op.f('ix_binome_nudge_at'), 'binome', ['nudge_at'], unique=False)
    op.create_index(op.f('ix_binome_offer_id'), 'binome', ['offer_id'], unique=False)
    op.create_index(op.f('ix_binome_resume_at'), 'binome', ['resume_at'], unique=False)
    op.create_index(op.f('ix_binome_state'), 'binome', ['state'], unique=False)
    op.create_index('uq_binome_live_need', 'binome', ['need_id'], unique=True, sqlite_where=sa.text("state IN ('unsent', 'proposed', 'volunteer_yes', 'agreed', 'active', 'paused', 'frozen')"), postgresql_where=sa.text("state IN ('unsent', 'proposed', 'volunteer_yes', 'agreed', 'active', 'paused', 'frozen')"))
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
    op.create_index(op.f('ix_card_due_at'), 'card', ['due_at'], unique=False)
    op.create_index(op.f('ix_card_state'), 'card', ['state'], unique=False)
    op.create_index('uq_card_open_key', 'card', ['key'], unique=True, sqlite_where=sa.text("state != 'closed'"), postgresql_where=sa.text("state != 'closed'"))
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
    op.create_index(op.f('ix_session_binome_id'), 'session', ['binome_id'], unique=False)
    op.create_index(op.f('ix_session_check_in_at'), 'session', ['check_in_at'], unique=False)
    op.create_index(op.f('ix_session_closes_at'), 'session', ['closes_at'], unique=False)
    op.create_index(op.f('ix_session_day_before_at'), 'session', ['day_before_at'], unique=False)
    op.create_index(op.f('ix_session_soon_at'), 'session', ['soon_at'], unique=False)
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
    op.create_index(op.f('ix_note_binome_id'), 'note', ['binome_id'], unique=False)
    op.create_index(op.f('ix_note_card_id'), 'note', ['card_id'], unique=False)
    op.create_index(op.f('ix_note_person_id'), 'note', ['person_id'], unique=False)
