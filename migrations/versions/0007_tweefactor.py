"""Second factors: codes, passkeys, recovery codes; when a session was confirmed last."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "codeapp",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("naam", sa.String(length=40), nullable=False),
        sa.Column("laatste_stap", sa.BigInteger(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("gebruikt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("geheim", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_codeapp_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codeapp")),
    )
    with op.batch_alter_table("codeapp", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codeapp_account_id"), ["account_id"], unique=False)

    op.create_table(
        "toegangssleutel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("naam", sa.String(length=40), nullable=False),
        sa.Column("kenmerk", sa.LargeBinary(), nullable=False),
        sa.Column("publieke_sleutel", sa.LargeBinary(), nullable=False),
        sa.Column("teller", sa.BigInteger(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("gebruikt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_toegangssleutel_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toegangssleutel")),
        sa.UniqueConstraint("kenmerk", name=op.f("uq_toegangssleutel_kenmerk")),
    )
    with op.batch_alter_table("toegangssleutel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_toegangssleutel_account_id"), ["account_id"], unique=False)

    op.create_table(
        "herstelcode",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kop", sa.String(length=4), nullable=False),
        sa.Column("code_hash", sa.String(length=120), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("gebruikt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_herstelcode_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_herstelcode")),
        sa.UniqueConstraint("account_id", "kop", name=op.f("uq_herstelcode_account_id_kop")),
    )

    op.create_table(
        "uitdaging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("doel", sa.String(length=20), nullable=False),
        sa.Column("uitdaging", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("tot", kern.UtcTijd(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_uitdaging_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitdaging")),
    )
    with op.batch_alter_table("uitdaging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uitdaging_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_uitdaging_tot"), ["tot"], unique=False)

    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.add_column(sa.Column("middel", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("bevestigd_op", kern.UtcTijd(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.drop_column("bevestigd_op")
        batch_op.drop_column("middel")
    for tabel in ("uitdaging", "herstelcode", "toegangssleutel", "codeapp"):
        op.drop_table(tabel)
