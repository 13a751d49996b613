"""Sight per organisatie, emergency access, grounds of processing, marks of keys, bounds on asking."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beurten",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("wie_hash", sa.LargeBinary(), nullable=False),
        sa.Column("venster", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_beurten")),
        sa.UniqueConstraint("soort", "wie_hash", "venster", name=op.f("uq_beurten_soort_wie_hash_venster")),
    )
    op.create_table(
        "sleutelmerk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("sleutel", sa.String(length=32), nullable=False),
        sa.Column("merk", sa.LargeBinary(), nullable=False),
        sa.Column("gezien_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sleutelmerk")),
        sa.UniqueConstraint("soort", "sleutel", name=op.f("uq_sleutelmerk_soort_sleutel")),
    )
    op.create_table(
        "verwerking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("stroom", sa.String(length=40), nullable=False),
        sa.Column("vanaf", sa.Date(), nullable=False),
        sa.Column("grondslag", sa.String(length=40), nullable=False),
        sa.Column("wet", sa.String(length=300), nullable=False),
        sa.Column("uitzondering", sa.String(length=40), nullable=False),
        sa.Column("verantwoordelijke", sa.String(length=200), nullable=False),
        sa.Column("ontvangers", sa.String(length=400), nullable=False),
        sa.Column("bewaartermijn", sa.String(length=200), nullable=False),
        sa.Column("opmerking", sa.String(length=1000), nullable=False),
        sa.Column("vastgelegd_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_verwerking_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_verwerking_gemeente_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verwerking")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_verwerking_formulier_id")),
    )
    with op.batch_alter_table("verwerking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verwerking_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index("ix_verwerking_stroom", ["gemeente_id", "keten_code", "stroom", "vanaf"], unique=False)

    op.create_table(
        "noodtoegang",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("reden", sa.String(length=40), nullable=False),
        sa.Column("van", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("tot", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("beeindigd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("oordeel", sa.String(length=20), nullable=True),
        sa.Column("beoordeeld_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("beoordeeld_door_id", sa.Uuid(), nullable=True),
        sa.Column("toelichting", sa.LargeBinary(), nullable=True),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_noodtoegang_account_id")),
        sa.ForeignKeyConstraint(["beoordeeld_door_id"], ["account.id"], name=op.f("fk_noodtoegang_beoordeeld_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_noodtoegang_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_noodtoegang_inwoner_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_noodtoegang_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noodtoegang")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_noodtoegang_formulier_id")),
    )
    with op.batch_alter_table("noodtoegang", schema=None) as batch_op:
        batch_op.create_index("ix_noodtoegang_account", ["account_id", "inwoner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_noodtoegang_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_noodtoegang_inwoner_id"), ["inwoner_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("postcode", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("gemeente", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fg_contact", sa.String(length=200), nullable=False, server_default=""))

    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team", sa.String(length=40), nullable=True))

    with op.batch_alter_table("organisatie", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "zicht",
                sa.Enum("alles", "team", "eigen", name="zicht", native_enum=False, length=30),
                nullable=False,
                server_default="alles",
            )
        )

    # Who visits people at home knows their own; a beheerder can set it otherwise.
    op.execute("UPDATE organisatie SET zicht = 'eigen' WHERE soort IN ('wijkverpleging', 'welzijn')")
    for tabel, kolom in (("gemeente", "fg_contact"), ("organisatie", "zicht")):
        with op.batch_alter_table(tabel, schema=None) as batch_op:
            batch_op.alter_column(kolom, server_default=None)

    with op.batch_alter_table("toestemming", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vertegenwoordiger_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("intrek_kanaal", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("intrek_gever", sa.String(length=20), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_toestemming_vertegenwoordiger_id"), "contactpersoon", ["vertegenwoordiger_id"], ["id"]
        )

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team", sa.String(length=40), nullable=True))

    # What the fg asks: the log of a period, and who turned out to be one resident.
    op.create_index("ix_logregel_keten_op", "logregel", ["keten_id", "op"], unique=False)
    op.create_index("ix_inwoner_zelfde_als_id", "inwoner", ["zelfde_als_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_inwoner_zelfde_als_id", table_name="inwoner")
    op.drop_index("ix_logregel_keten_op", table_name="logregel")

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.drop_column("team")

    with op.batch_alter_table("toestemming", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_toestemming_vertegenwoordiger_id"), type_="foreignkey")
        batch_op.drop_column("intrek_gever")
        batch_op.drop_column("intrek_kanaal")
        batch_op.drop_column("vertegenwoordiger_id")

    with op.batch_alter_table("organisatie", schema=None) as batch_op:
        batch_op.drop_column("zicht")

    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.drop_column("team")

    with op.batch_alter_table("gemeente", schema=None) as batch_op:
        batch_op.drop_column("fg_contact")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("postcode")

    with op.batch_alter_table("noodtoegang", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noodtoegang_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_noodtoegang_gemeente_id"))
        batch_op.drop_index("ix_noodtoegang_account")

    op.drop_table("noodtoegang")
    with op.batch_alter_table("verwerking", schema=None) as batch_op:
        batch_op.drop_index("ix_verwerking_stroom")
        batch_op.drop_index(batch_op.f("ix_verwerking_gemeente_id"))

    op.drop_table("verwerking")
    op.drop_table("sleutelmerk")
    op.drop_table("beurten")
