"""A pair that waits for a coordinator's glance promises its need too; the digest alone tells of a new binôme."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = "0004"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('unsent', 'proposed', 'volunteer_yes', 'agreed', 'active', 'paused', 'frozen')")


def upgrade() -> None:
    """Make the change."""
    op.drop_index('uq_binome_live_need', table_name='binome')
    op.create_index('uq_binome_live_need', 'binome', ['need_id'], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    # What may still wait, or was in flight when the program was stopped, has no words any more.
    outbox = sa.table("outbox", sa.column("kind", sa.String), sa.column("state", sa.String))
    waits = (outbox.c.kind == "binome_formed") & outbox.c.state.in_(("queued", "sending"))
    op.execute(outbox.update().where(waits).values(state="cancelled"))
