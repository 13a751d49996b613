"""Sessions that are struck out, replaced or added, offers that are answered, measurements, doorstroom, nota, agenda."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agendaadres",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("groep_id", sa.Uuid(), nullable=True),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("ingetrokken_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_agendaadres_account_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_agendaadres_gemeente_id")),
        sa.ForeignKeyConstraint(["groep_id"], ["groep.id"], name=op.f("fk_agendaadres_groep_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agendaadres")),
        sa.UniqueConstraint("gemeente_id", "account_id", name=op.f("uq_agendaadres_gemeente_id_account_id")),
        sa.UniqueConstraint("groep_id", name=op.f("uq_agendaadres_groep_id")),
    )
    with op.batch_alter_table("agendaadres", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agendaadres_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "vervanging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("bijeenkomst_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("ingetrokken_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("groep_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_vervanging_account_id")),
        sa.ForeignKeyConstraint(["bijeenkomst_id"], ["bijeenkomst.id"], name=op.f("fk_vervanging_bijeenkomst_id")),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_vervanging_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_vervanging_gemeente_id")),
        sa.ForeignKeyConstraint(["groep_id"], ["groep.id"], name=op.f("fk_vervanging_groep_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vervanging")),
        sa.UniqueConstraint("bijeenkomst_id", "account_id", name=op.f("uq_vervanging_bijeenkomst_id_account_id")),
    )
    with op.batch_alter_table("vervanging", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vervanging_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vervanging_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vervanging_groep_id"), ["groep_id"], unique=False)

    op.create_table(
        "doorstroomvraag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("plaatsing_id", sa.Uuid(), nullable=False),
        sa.Column("traject_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("maanden", sa.Integer(), nullable=False),
        sa.Column("wijze", sa.String(length=20), nullable=False),
        sa.Column("vraag_op", sa.Date(), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("laatste_poging_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("beantwoord_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("uitkomst", sa.String(length=20), nullable=True),
        sa.Column("aanbod_id", sa.Uuid(), nullable=True),
        sa.Column("beeindigd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("beeindigd_reden", sa.String(length=30), nullable=True),
        sa.Column("woorden", sa.LargeBinary(), nullable=True),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["aanbod_id"], ["aanbod.id"], name=op.f("fk_doorstroomvraag_aanbod_id")),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_doorstroomvraag_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_doorstroomvraag_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_doorstroomvraag_inwoner_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_doorstroomvraag_organisatie_id")),
        sa.ForeignKeyConstraint(["plaatsing_id"], ["plaatsing.id"], name=op.f("fk_doorstroomvraag_plaatsing_id")),
        sa.ForeignKeyConstraint(["traject_id"], ["traject.id"], name=op.f("fk_doorstroomvraag_traject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doorstroomvraag")),
        sa.UniqueConstraint("plaatsing_id", "maanden", name=op.f("uq_doorstroomvraag_plaatsing_id_maanden")),
    )
    with op.batch_alter_table("doorstroomvraag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_doorstroomvraag_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_doorstroomvraag_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(
            "ix_doorstroomvraag_open",
            ["gemeente_id", "organisatie_id", "vraag_op"],
            unique=False,
            sqlite_where=sa.text("beantwoord_op IS NULL AND beeindigd_op IS NULL"),
            postgresql_where=sa.text("beantwoord_op IS NULL AND beeindigd_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_doorstroomvraag_traject_id"), ["traject_id"], unique=False)

    op.create_table(
        "meting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("plaatsing_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=20), nullable=False),
        sa.Column("instrument_code", sa.String(length=40), nullable=False),
        sa.Column("afname_id", sa.Uuid(), nullable=False),
        sa.Column("op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["afname_id"], ["afname.id"], name=op.f("fk_meting_afname_id")),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_meting_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_meting_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_meting_inwoner_id")),
        sa.ForeignKeyConstraint(["plaatsing_id"], ["plaatsing.id"], name=op.f("fk_meting_plaatsing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meting")),
        sa.UniqueConstraint(
            "plaatsing_id", "moment", "instrument_code", name=op.f("uq_meting_plaatsing_id_moment_instrument_code")
        ),
    )
    with op.batch_alter_table("meting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meting_afname_id"), ["afname_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meting_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meting_inwoner_id"), ["inwoner_id"], unique=False)

    op.create_table(
        "nota",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("plaatsing_id", sa.Uuid(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("bedrag", sa.Integer(), nullable=False),
        sa.Column("betaald_op", sa.Date(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("inhoud", sa.LargeBinary(), nullable=True),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_nota_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_nota_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_nota_inwoner_id")),
        sa.ForeignKeyConstraint(["plaatsing_id"], ["plaatsing.id"], name=op.f("fk_nota_plaatsing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nota")),
        sa.UniqueConstraint("gemeente_id", "jaar", "nr", name=op.f("uq_nota_gemeente_id_jaar_nr")),
        sa.UniqueConstraint("plaatsing_id", name=op.f("uq_nota_plaatsing_id")),
    )
    with op.batch_alter_table("nota", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nota_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nota_inwoner_id"), ["inwoner_id"], unique=False)

    with op.batch_alter_table("aanwezigheid", schema=None) as batch_op:
        batch_op.add_column(sa.Column("versie", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("aanwezigheid", schema=None) as batch_op:
        batch_op.alter_column("versie", server_default=None)

    with op.batch_alter_table("bijeenkomst", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extra", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("versie", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("gewijzigd_op", kern.UtcTijd(timezone=True), nullable=True))
    with op.batch_alter_table("bijeenkomst", schema=None) as batch_op:
        batch_op.alter_column("extra", server_default=None)
        batch_op.alter_column("versie", server_default=None)

    with op.batch_alter_table("groep", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kosten", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("overgeslagen", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("groep", schema=None) as batch_op:
        batch_op.alter_column("overgeslagen", server_default=None)

    with op.batch_alter_table("keteninstelling", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doorstroom", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("keteninstelling", schema=None) as batch_op:
        batch_op.alter_column("doorstroom", server_default=None)

    with op.batch_alter_table("plaatsaanbod", schema=None) as batch_op:
        batch_op.add_column(sa.Column("antwoord_via", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("antwoord_door_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("vervallen_reden", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("wachtplek_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("losse_plaats", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(batch_op.f("ix_plaatsaanbod_groep_id"), ["groep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plaatsaanbod_wachtplek_id"), ["wachtplek_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_plaatsaanbod_wachtplek_id"), "wachtplek", ["wachtplek_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_plaatsaanbod_antwoord_door_id"), "account", ["antwoord_door_id"], ["id"]
        )
    with op.batch_alter_table("plaatsaanbod", schema=None) as batch_op:
        batch_op.alter_column("losse_plaats", server_default=None)

    with op.batch_alter_table("plaatsing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("voor_trainer_op", kern.UtcTijd(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("eigen_bijdrage", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("bijdrage", sa.String(length=20), nullable=False, server_default="geen"))
        batch_op.add_column(sa.Column("bijdrage_op", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("voor_trainer", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("einde_toelichting", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("plaatsing", schema=None) as batch_op:
        batch_op.alter_column("eigen_bijdrage", server_default=None)
        batch_op.alter_column("bijdrage", server_default=None)

    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.add_column(sa.Column("doel", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("tot", sa.Date(), nullable=True))

    if op.get_bind().dialect.name == "postgresql":
        # Or the owner sees no rows either; the second lock is laid again at the end of the migration.
        op.execute("ALTER TABLE taak NO FORCE ROW LEVEL SECURITY")
    # A free place is offered at once from now on: nothing takes the task to fill it from the worklist any more.
    op.execute(
        "UPDATE taak SET afgehandeld_op = CURRENT_TIMESTAMP WHERE soort = 'plaats_vrij' AND afgehandeld_op IS NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.drop_column("tot")
        batch_op.drop_column("doel")

    with op.batch_alter_table("plaatsing", schema=None) as batch_op:
        batch_op.drop_column("einde_toelichting")
        batch_op.drop_column("voor_trainer")
        batch_op.drop_column("bijdrage_op")
        batch_op.drop_column("bijdrage")
        batch_op.drop_column("eigen_bijdrage")
        batch_op.drop_column("voor_trainer_op")

    with op.batch_alter_table("plaatsaanbod", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_plaatsaanbod_antwoord_door_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_plaatsaanbod_wachtplek_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_plaatsaanbod_wachtplek_id"))
        batch_op.drop_index(batch_op.f("ix_plaatsaanbod_groep_id"))
        batch_op.drop_column("losse_plaats")
        batch_op.drop_column("wachtplek_id")
        batch_op.drop_column("vervallen_reden")
        batch_op.drop_column("antwoord_door_id")
        batch_op.drop_column("antwoord_via")

    with op.batch_alter_table("keteninstelling", schema=None) as batch_op:
        batch_op.drop_column("doorstroom")

    with op.batch_alter_table("groep", schema=None) as batch_op:
        batch_op.drop_column("overgeslagen")
        batch_op.drop_column("kosten")

    with op.batch_alter_table("bijeenkomst", schema=None) as batch_op:
        batch_op.drop_column("gewijzigd_op")
        batch_op.drop_column("versie")
        batch_op.drop_column("extra")

    with op.batch_alter_table("aanwezigheid", schema=None) as batch_op:
        batch_op.drop_column("versie")

    with op.batch_alter_table("nota", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nota_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_nota_gemeente_id"))

    op.drop_table("nota")
    with op.batch_alter_table("meting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meting_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_meting_gemeente_id"))
        batch_op.drop_index(batch_op.f("ix_meting_afname_id"))

    op.drop_table("meting")
    with op.batch_alter_table("doorstroomvraag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_doorstroomvraag_traject_id"))
        batch_op.drop_index(
            "ix_doorstroomvraag_open",
            sqlite_where=sa.text("beantwoord_op IS NULL AND beeindigd_op IS NULL"),
            postgresql_where=sa.text("beantwoord_op IS NULL AND beeindigd_op IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_doorstroomvraag_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_doorstroomvraag_gemeente_id"))

    op.drop_table("doorstroomvraag")
    with op.batch_alter_table("vervanging", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vervanging_groep_id"))
        batch_op.drop_index(batch_op.f("ix_vervanging_gemeente_id"))
        batch_op.drop_index(batch_op.f("ix_vervanging_account_id"))

    op.drop_table("vervanging")
    with op.batch_alter_table("agendaadres", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agendaadres_gemeente_id"))

    op.drop_table("agendaadres")
