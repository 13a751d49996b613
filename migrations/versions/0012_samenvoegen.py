"""Two records of one resident become one, and may come apart again."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STAAT = sa.text("ongedaan_op IS NULL")
# One of a kind per resident, unless two records were merged: then the second says so.
EEN_PER_INWONER = (
    ("traject", "uq_traject_lopend", ["inwoner_id", "keten_code"], "afgesloten_op IS NULL"),
    ("plaatsing", "uq_plaatsing_lopend", ["groep_id", "inwoner_id"], "geeindigd_op IS NULL"),
    (
        "plaatsaanbod",
        "uq_plaatsaanbod_open",
        ["groep_id", "inwoner_id"],
        "beantwoord_op IS NULL AND vervallen_op IS NULL",
    ),
)


def upgrade() -> None:
    op.create_table(
        "samenvoeging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("blijft_id", sa.Uuid(), nullable=False),
        sa.Column("gaat_id", sa.Uuid(), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("velden", sa.LargeBinary(), nullable=True),
        sa.Column("ongedaan_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("ongedaan_door_id", sa.Uuid(), nullable=True),
        sa.Column("ongedaan_reden", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["blijft_id"], ["inwoner.id"], name=op.f("fk_samenvoeging_blijft_id")),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_samenvoeging_door_id")),
        sa.ForeignKeyConstraint(["gaat_id"], ["inwoner.id"], name=op.f("fk_samenvoeging_gaat_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_samenvoeging_gemeente_id")),
        sa.ForeignKeyConstraint(["ongedaan_door_id"], ["account.id"], name=op.f("fk_samenvoeging_ongedaan_door_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_samenvoeging_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_samenvoeging")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_samenvoeging_formulier_id")),
    )
    for kolom in ("gemeente_id", "blijft_id", "gaat_id"):
        op.create_index(op.f(f"ix_samenvoeging_{kolom}"), "samenvoeging", [kolom])
    op.create_index(
        "uq_samenvoeging_staat", "samenvoeging", ["gaat_id"], unique=True, sqlite_where=STAAT, postgresql_where=STAAT
    )
    op.create_table(
        "verplaatsing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("samenvoeging_id", sa.Uuid(), nullable=False),
        sa.Column("tabel", sa.String(length=40), nullable=False),
        sa.Column("rij_id", sa.Uuid(), nullable=False),
        sa.Column("oud", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_verplaatsing_gemeente_id")),
        sa.ForeignKeyConstraint(["samenvoeging_id"], ["samenvoeging.id"], name=op.f("fk_verplaatsing_samenvoeging_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verplaatsing")),
    )
    for kolom in ("gemeente_id", "samenvoeging_id"):
        op.create_index(op.f(f"ix_verplaatsing_{kolom}"), "verplaatsing", [kolom])
    op.create_index("ix_verplaatsing_rij", "verplaatsing", ["rij_id"])

    for tabel, naam, kolommen, staat in EEN_PER_INWONER:
        op.drop_index(naam, table_name=tabel)
        with op.batch_alter_table(tabel, schema=None) as batch_op:
            batch_op.add_column(sa.Column("dubbel", sa.Integer(), nullable=False, server_default="0"))
        with op.batch_alter_table(tabel, schema=None) as batch_op:
            batch_op.alter_column("dubbel", server_default=None)
        waar = sa.text(staat)
        op.create_index(naam, tabel, [*kolommen, "dubbel"], unique=True, sqlite_where=waar, postgresql_where=waar)


def downgrade() -> None:
    for tabel, naam, kolommen, staat in reversed(EEN_PER_INWONER):
        op.drop_index(naam, table_name=tabel)
        with op.batch_alter_table(tabel, schema=None) as batch_op:
            batch_op.drop_column("dubbel")
        waar = sa.text(staat)
        op.create_index(naam, tabel, kolommen, unique=True, sqlite_where=waar, postgresql_where=waar)
    op.drop_table("verplaatsing")
    op.drop_table("samenvoeging")
