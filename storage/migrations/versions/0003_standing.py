"""Where people stand who wait: when they hear of it next, and questions of theirs to the matcher."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Utc

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = {
    "need": ("waiting_since", ("waiting", "proposed")),
    "offer": ("created_at", ("to_check", "to_train", "available", "paused")),
}


def upgrade() -> None:
    """Make the change; who waits already hears of it at once."""
    # What was asked is answered within a minute: nothing is lost with the table.
    op.drop_table("ask")
    op.create_table(
        "ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_ask_asker_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_ask_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_ask_offer_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
        sqlite_autoincrement=True,
    )
    for name, (since, states) in WAITING.items():
        op.add_column(name, sa.Column("news_at", Utc(), nullable=True))
        op.create_index(op.f(f"ix_{name}_news_at"), name, ["news_at"])
        table = sa.table(name, sa.column("state", sa.String), sa.column(since, Utc()), sa.column("news_at", Utc()))
        op.execute(table.update().where(table.c.state.in_(states)).values(news_at=table.c[since]))
