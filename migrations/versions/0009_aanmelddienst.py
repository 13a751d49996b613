"""Signing in by the gemeente's own service: issuers, who is who there, groups."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROLLEN = (
    "verwijzer", "beoordelaar", "welzijnscoach", "coordinator", "trainer", "teller", "projectleider", "beheerder", "fg",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "aanmelddienst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("naam", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=200), nullable=False),
        sa.Column("geheim", sa.LargeBinary(), nullable=True),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("groepen_claim", sa.String(length=100), nullable=False),
        sa.Column(
            "tweede_stap",
            sa.Enum("nee", "zegt", "altijd", name="tweedestap", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("tweede_waarden", sa.String(length=200), nullable=False),
        sa.Column("is_aan", sa.Boolean(), nullable=False),
        sa.Column("alleen", sa.Boolean(), nullable=False),
        sa.Column("noodaccount_id", sa.Uuid(), nullable=True),
        sa.Column("gelukt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_aanmelddienst_gemeente_id")),
        sa.ForeignKeyConstraint(["noodaccount_id"], ["account.id"], name=op.f("fk_aanmelddienst_noodaccount_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanmelddienst")),
        sa.UniqueConstraint("gemeente_id", name=op.f("uq_aanmelddienst_gemeente_id")),
    )
    op.create_table(
        "aanmeldgroep",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("groep", sa.String(length=200), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("rol", sa.Enum(*ROLLEN, name="rol", native_enum=False, length=30), nullable=False),
        sa.Column("ketens", sa.JSON(), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("aanmelddienst_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["aanmelddienst_id"], ["aanmelddienst.id"], name=op.f("fk_aanmeldgroep_aanmelddienst_id")
        ),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_aanmeldgroep_door_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_aanmeldgroep_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanmeldgroep")),
        sa.UniqueConstraint(
            "aanmelddienst_id",
            "groep",
            "organisatie_id",
            "rol",
            name=op.f("uq_aanmeldgroep_aanmelddienst_id_groep_organisatie_id_rol"),
        ),
    )
    op.create_table(
        "koppeling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("naam", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("gezien_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("gekoppeld_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("bevestigd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("met_tweede_stap", sa.Boolean(), nullable=False),
        sa.Column("gekoppeld_door_id", sa.Uuid(), nullable=True),
        sa.Column("aanmelddienst_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["aanmelddienst_id"], ["aanmelddienst.id"], name=op.f("fk_koppeling_aanmelddienst_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_koppeling_account_id")),
        sa.ForeignKeyConstraint(["gekoppeld_door_id"], ["account.id"], name=op.f("fk_koppeling_gekoppeld_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_koppeling")),
        sa.UniqueConstraint(
            "aanmelddienst_id", "issuer", "subject", name=op.f("uq_koppeling_aanmelddienst_id_issuer_subject")
        ),
        sa.UniqueConstraint("aanmelddienst_id", "account_id", name=op.f("uq_koppeling_aanmelddienst_id_account_id")),
    )
    with op.batch_alter_table("koppeling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_koppeling_account_id"), ["account_id"], unique=False)
    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aanmelddienst_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.drop_column("aanmelddienst_id")
    with op.batch_alter_table("koppeling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_koppeling_account_id"))
    op.drop_table("koppeling")
    op.drop_table("aanmeldgroep")
    op.drop_table("aanmelddienst")
