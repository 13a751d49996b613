"""Rounds of new keys, and how far each is; which key a chain of the log is written with; which keys went."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sleutelronde",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("sleutel", sa.String(length=32), nullable=False),
        sa.Column("begonnen_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("klaar_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("niet_voor", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("stand", sa.JSON(), nullable=False),
        sa.Column("stap", sa.Integer(), nullable=False),
        sa.Column("overgezet", sa.BigInteger(), nullable=False),
        sa.Column("onleesbaar", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sleutelronde")),
        sa.UniqueConstraint("soort", "sleutel", name=op.f("uq_sleutelronde_soort_sleutel")),
    )
    with op.batch_alter_table("sleutelmerk", schema=None) as batch_op:
        # Nobody looked yet what stands under the keys of before: the next start and the worker find out.
        batch_op.add_column(sa.Column("gebruikt", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("nagekeken_op", kern.UtcTijd(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("verwijderd_op", kern.UtcTijd(timezone=True), nullable=True))
    with op.batch_alter_table("sleutelmerk", schema=None) as batch_op:
        batch_op.alter_column("gebruikt", server_default=None)
    with op.batch_alter_table("logkop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sleutel", sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("logkop", schema=None) as batch_op:
        batch_op.drop_column("sleutel")
    with op.batch_alter_table("sleutelmerk", schema=None) as batch_op:
        batch_op.drop_column("verwijderd_op")
        batch_op.drop_column("nagekeken_op")
        batch_op.drop_column("gebruikt")
    op.drop_table("sleutelronde")
