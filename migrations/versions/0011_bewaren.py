"""How long things are kept, what is held back, and what was destroyed."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

GELDT, STAAT = sa.text("vervallen_op IS NULL"), sa.text("opgeheven_op IS NULL")
WACHT = sa.text("uitgevoerd_op IS NULL")
TABELLEN = ("bewaartermijn", "voorstel", "vasthouding", "voorstelregel", "vernietiging", "logsnede")


def upgrade() -> None:
    op.create_table(
        "bewaartermijn",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("reden", sa.String(length=400), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("vervallen_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("vervallen_door_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_bewaartermijn_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_bewaartermijn_gemeente_id")),
        sa.ForeignKeyConstraint(["vervallen_door_id"], ["account.id"], name=op.f("fk_bewaartermijn_vervallen_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bewaartermijn")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_bewaartermijn_formulier_id")),
    )
    op.create_index(op.f("ix_bewaartermijn_gemeente_id"), "bewaartermijn", ["gemeente_id"])
    op.create_index(
        "uq_bewaartermijn_geldt",
        "bewaartermijn",
        ["gemeente_id", "soort", "keten_code"],
        unique=True,
        sqlite_where=GELDT,
        postgresql_where=GELDT,
    )
    op.create_table(
        "voorstel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("catalogus_pin", sa.String(length=60), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("uitvoeren_vanaf", sa.Date(), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("begonnen_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("uitgevoerd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gebleven", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_voorstel_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_voorstel_gemeente_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voorstel")),
    )
    op.create_index(op.f("ix_voorstel_gemeente_id"), "voorstel", ["gemeente_id"])
    op.create_index(
        "uq_voorstel_wacht", "voorstel", ["gemeente_id"], unique=True, sqlite_where=WACHT, postgresql_where=WACHT
    )
    op.create_table(
        "vasthouding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(length=12), nullable=False),
        sa.Column("op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("opgeheven_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("opgeheven_door_id", sa.Uuid(), nullable=True),
        sa.Column("reden", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_vasthouding_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_vasthouding_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_vasthouding_inwoner_id")),
        sa.ForeignKeyConstraint(["opgeheven_door_id"], ["account.id"], name=op.f("fk_vasthouding_opgeheven_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vasthouding")),
    )
    op.create_index(op.f("ix_vasthouding_gemeente_id"), "vasthouding", ["gemeente_id"])
    op.create_index(
        "uq_vasthouding_staat", "vasthouding", ["inwoner_id"], unique=True, sqlite_where=STAAT, postgresql_where=STAAT
    )
    op.create_table(
        "voorstelregel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("voorstel_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=True),
        sa.Column("kenmerk", sa.String(length=12), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("sinds", sa.Date(), nullable=True),
        sa.Column("grens", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_voorstelregel_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_voorstelregel_inwoner_id")),
        sa.ForeignKeyConstraint(["voorstel_id"], ["voorstel.id"], name=op.f("fk_voorstelregel_voorstel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voorstelregel")),
        sa.UniqueConstraint(
            "voorstel_id", "soort", "inwoner_id", name=op.f("uq_voorstelregel_voorstel_id_soort_inwoner_id")
        ),
    )
    op.create_index(op.f("ix_voorstelregel_inwoner_id"), "voorstelregel", ["inwoner_id"])
    op.create_table(
        "vernietiging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("voorstel_id", sa.Uuid(), nullable=True),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=80), nullable=False),
        sa.Column("wat", sa.String(length=400), nullable=False),
        sa.Column("daad", sa.String(length=20), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("termijn", sa.String(length=40), nullable=False),
        sa.Column("bron", sa.String(length=300), nullable=False),
        sa.Column("merk", sa.String(length=20), nullable=False),
        sa.Column("besluit", sa.String(length=600), nullable=False),
        sa.Column("grens", sa.Date(), nullable=True),
        sa.Column("begonnen_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("laatst_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_vernietiging_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_vernietiging_gemeente_id")),
        sa.ForeignKeyConstraint(["voorstel_id"], ["voorstel.id"], name=op.f("fk_vernietiging_voorstel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vernietiging")),
        sa.UniqueConstraint(
            "voorstel_id", "soort", "keten_code", name=op.f("uq_vernietiging_voorstel_id_soort_keten_code")
        ),
    )
    op.create_index(op.f("ix_vernietiging_gemeente_id"), "vernietiging", ["gemeente_id"])
    op.create_table(
        "logsnede",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("keten_id", sa.Uuid(), nullable=False),
        sa.Column("nr", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logsnede")),
        sa.UniqueConstraint("keten_id", "nr", name=op.f("uq_logsnede_keten_id_nr")),
    )
    with op.batch_alter_table("inwoner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("geanonimiseerd_op", kern.UtcTijd(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("inwoner", schema=None) as batch_op:
        batch_op.drop_column("geanonimiseerd_op")
    for tabel in reversed(TABELLEN):
        op.drop_table(tabel)
