"""Sociale kaart, toeleiding, tellingen, valrisicodagen, berichten, mail, overdrachten, levensloop, pauzes, invoer."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kolomkeuze",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("kop_som", sa.String(length=64), nullable=False),
        sa.Column("kolommen", sa.JSON(), nullable=False),
        sa.Column("gebruikt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_kolomkeuze_gemeente_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_kolomkeuze_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kolomkeuze")),
        sa.UniqueConstraint(
            "gemeente_id",
            "organisatie_id",
            "soort",
            "kop_som",
            name=op.f("uq_kolomkeuze_gemeente_id_organisatie_id_soort_kop_som"),
        ),
    )
    with op.batch_alter_table("kolomkeuze", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kolomkeuze_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "aanbod",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=True),
        sa.Column("titel", sa.String(length=120), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("aanbieder", sa.String(length=120), nullable=False),
        sa.Column("contact_telefoon", sa.String(length=20), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("locatie", sa.String(length=160), nullable=False),
        sa.Column("wanneer", sa.String(length=160), nullable=False),
        sa.Column("kosten", sa.Integer(), nullable=True),
        sa.Column("kosten_toelichting", sa.String(length=160), nullable=False),
        sa.Column("wijken", sa.JSON(), nullable=False),
        sa.Column("hulpvragen", sa.JSON(), nullable=False),
        sa.Column("toegankelijkheid", sa.JSON(), nullable=False),
        sa.Column("talen", sa.JSON(), nullable=False),
        sa.Column("gecontroleerd_op", sa.Date(), nullable=True),
        sa.Column("gecontroleerd_door_id", sa.Uuid(), nullable=True),
        sa.Column("gestopt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gewijzigd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gewijzigd_door_id", sa.Uuid(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gecontroleerd_door_id"], ["account.id"], name=op.f("fk_aanbod_gecontroleerd_door_id")
        ),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_aanbod_gemeente_id")),
        sa.ForeignKeyConstraint(["gewijzigd_door_id"], ["account.id"], name=op.f("fk_aanbod_gewijzigd_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanbod")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_aanbod_formulier_id")),
    )
    with op.batch_alter_table("aanbod", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aanbod_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index("ix_aanbod_kaart", ["gemeente_id", "gestopt_op", "soort"], unique=False)

    op.create_table(
        "invoer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=20), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("kolommen", sa.JSON(), nullable=False),
        sa.Column("rijen", sa.Integer(), nullable=False),
        sa.Column("gedaan", sa.Integer(), nullable=False),
        sa.Column("fouten", sa.Integer(), nullable=False),
        sa.Column("gelezen_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("nagekeken_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("begonnen_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("klaar_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("terugdraaien_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("teruggedraaid_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("bestandsnaam", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_invoer_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_invoer_gemeente_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_invoer_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoer")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_invoer_formulier_id")),
    )
    with op.batch_alter_table("invoer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoer_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "stapel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("klaar_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gepost_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_stapel_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_stapel_gemeente_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_stapel_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stapel")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_stapel_formulier_id")),
    )
    with op.batch_alter_table("stapel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stapel_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "telling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("activiteit_code", sa.String(length=40), nullable=False),
        sa.Column("activiteit_versie", sa.Integer(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("aantallen", sa.JSON(), nullable=False),
        sa.Column("bron", sa.String(length=120), nullable=False),
        sa.Column("ingevoerd_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("vervangt_id", sa.Uuid(), nullable=True),
        sa.Column("vervallen_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("vervallen_door_id", sa.Uuid(), nullable=True),
        sa.Column("opmerking", sa.LargeBinary(), nullable=True),
        sa.Column("vervallen_reden", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_telling_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_telling_gemeente_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_telling_organisatie_id")),
        sa.ForeignKeyConstraint(["vervallen_door_id"], ["account.id"], name=op.f("fk_telling_vervallen_door_id")),
        sa.ForeignKeyConstraint(["vervangt_id"], ["telling.id"], name=op.f("fk_telling_vervangt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_telling_formulier_id")),
    )
    with op.batch_alter_table("telling", schema=None) as batch_op:
        batch_op.create_index("ix_telling_activiteit", ["gemeente_id", "activiteit_code", "datum"], unique=False)
        batch_op.create_index(batch_op.f("ix_telling_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_telling_vervangt_id"), ["vervangt_id"], unique=False)

    op.create_table(
        "valrisicodag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("locatie", sa.String(length=100), nullable=False),
        sa.Column("datum", sa.Date(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("gesloten_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("sleutel", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_valrisicodag_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_valrisicodag_gemeente_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_valrisicodag_organisatie_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_valrisicodag")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_valrisicodag_formulier_id")),
        sa.UniqueConstraint("gemeente_id", "code_hash", name=op.f("uq_valrisicodag_gemeente_id_code_hash")),
    )
    with op.batch_alter_table("valrisicodag", schema=None) as batch_op:
        batch_op.create_index("ix_valrisicodag_datum", ["gemeente_id", "keten_code", "datum"], unique=False)
        batch_op.create_index(batch_op.f("ix_valrisicodag_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "invoerregel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("invoer_id", sa.Uuid(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("fouten", sa.JSON(), nullable=False),
        sa.Column("lijkt_op_id", sa.Uuid(), nullable=True),
        sa.Column("besluit", sa.String(length=20), nullable=True),
        sa.Column("gedaan_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gemaakt", sa.JSON(), nullable=False),
        sa.Column("cellen", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_invoerregel_gemeente_id")),
        sa.ForeignKeyConstraint(["invoer_id"], ["invoer.id"], name=op.f("fk_invoerregel_invoer_id")),
        sa.ForeignKeyConstraint(["lijkt_op_id"], ["inwoner.id"], name=op.f("fk_invoerregel_lijkt_op_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoerregel")),
        sa.UniqueConstraint("invoer_id", "nr", name=op.f("uq_invoerregel_invoer_id_nr")),
    )
    with op.batch_alter_table("invoerregel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoerregel_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=True),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("onderwerp", sa.String(length=150), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("niet_voor", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("verzonden_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("mislukt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("fout", sa.String(length=200), nullable=True),
        sa.Column("geannuleerd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("geannuleerd_reden", sa.String(length=40), nullable=True),
        sa.Column("aan", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_mail_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_mail_inwoner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("sleutel", name=op.f("uq_mail_sleutel")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mail_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(
            "ix_mail_open",
            ["niet_voor", "id"],
            unique=False,
            sqlite_where=sa.text("verzonden_op IS NULL AND mislukt_op IS NULL AND geannuleerd_op IS NULL"),
            postgresql_where=sa.text("verzonden_op IS NULL AND mislukt_op IS NULL AND geannuleerd_op IS NULL"),
        )

    op.create_table(
        "overlijden",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("bron", sa.String(length=40), nullable=False),
        sa.Column("gestopt", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("ongedaan_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("ongedaan_door_id", sa.Uuid(), nullable=True),
        sa.Column("datum", sa.LargeBinary(), nullable=True),
        sa.Column("ongedaan_reden", sa.LargeBinary(), nullable=True),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_overlijden_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_overlijden_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_overlijden_inwoner_id")),
        sa.ForeignKeyConstraint(["ongedaan_door_id"], ["account.id"], name=op.f("fk_overlijden_ongedaan_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overlijden")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_overlijden_formulier_id")),
    )
    with op.batch_alter_table("overlijden", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overlijden_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_overlijden_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(
            "uq_overlijden_staat",
            ["inwoner_id"],
            unique=True,
            sqlite_where=sa.text("ongedaan_op IS NULL"),
            postgresql_where=sa.text("ongedaan_op IS NULL"),
        )

    op.create_table(
        "papierturf",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("valrisicodag_id", sa.Uuid(), nullable=False),
        sa.Column("aantallen", sa.JSON(), nullable=False),
        sa.Column("ingevoerd_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("vervallen_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_papierturf_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_papierturf_gemeente_id")),
        sa.ForeignKeyConstraint(["valrisicodag_id"], ["valrisicodag.id"], name=op.f("fk_papierturf_valrisicodag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papierturf")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_papierturf_formulier_id")),
    )
    with op.batch_alter_table("papierturf", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papierturf_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papierturf_valrisicodag_id"), ["valrisicodag_id"], unique=False)

    op.create_table(
        "verhuizing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("per", sa.Date(), nullable=False),
        sa.Column("naar_gemeente", sa.String(length=60), nullable=False),
        sa.Column("maakt_af", sa.Boolean(), nullable=False),
        sa.Column("mag_overdragen", sa.Boolean(), nullable=False),
        sa.Column("gestopt", sa.JSON(), nullable=False),
        sa.Column("vastgelegd_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("ongedaan_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("ongedaan_door_id", sa.Uuid(), nullable=True),
        sa.Column("ongedaan_reden", sa.LargeBinary(), nullable=True),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_verhuizing_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_verhuizing_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_verhuizing_inwoner_id")),
        sa.ForeignKeyConstraint(["ongedaan_door_id"], ["account.id"], name=op.f("fk_verhuizing_ongedaan_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verhuizing")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_verhuizing_formulier_id")),
    )
    with op.batch_alter_table("verhuizing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verhuizing_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verhuizing_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(
            "uq_verhuizing_staat",
            ["inwoner_id"],
            unique=True,
            sqlite_where=sa.text("ongedaan_op IS NULL"),
            postgresql_where=sa.text("ongedaan_op IS NULL"),
        )

    op.create_table(
        "hulpvraag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("hoofd", sa.Boolean(), nullable=False),
        sa.Column("sinds", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("tot", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("woorden", sa.LargeBinary(), nullable=True),
        sa.Column("traject_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_hulpvraag_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_hulpvraag_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_hulpvraag_inwoner_id")),
        sa.ForeignKeyConstraint(["traject_id"], ["traject.id"], name=op.f("fk_hulpvraag_traject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hulpvraag")),
    )
    with op.batch_alter_table("hulpvraag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hulpvraag_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hulpvraag_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hulpvraag_traject_id"), ["traject_id"], unique=False)
        batch_op.create_index(
            "uq_hulpvraag_geldt",
            ["traject_id", "code"],
            unique=True,
            sqlite_where=sa.text("tot IS NULL"),
            postgresql_where=sa.text("tot IS NULL"),
        )

    op.create_table(
        "toeleiding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=True),
        sa.Column("aanbod_id", sa.Uuid(), nullable=False),
        sa.Column("genoemd_op", sa.Date(), nullable=False),
        sa.Column("samen_gegaan_op", sa.Date(), nullable=True),
        sa.Column("gestart_op", sa.Date(), nullable=True),
        sa.Column("gebleven_op", sa.Date(), nullable=True),
        sa.Column("niet_passend_op", sa.Date(), nullable=True),
        sa.Column("reden", sa.String(length=40), nullable=True),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("traject_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["aanbod_id"], ["aanbod.id"], name=op.f("fk_toeleiding_aanbod_id")),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_toeleiding_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_toeleiding_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_toeleiding_inwoner_id")),
        sa.ForeignKeyConstraint(["traject_id"], ["traject.id"], name=op.f("fk_toeleiding_traject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toeleiding")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_toeleiding_formulier_id")),
    )
    with op.batch_alter_table("toeleiding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_toeleiding_aanbod_id"), ["aanbod_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_toeleiding_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_toeleiding_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_toeleiding_traject_id"), ["traject_id"], unique=False)
        batch_op.create_index("uq_toeleiding", ["traject_id", "aanbod_id"], unique=True)

    op.create_table(
        "bericht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("sleutel", sa.String(length=120), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kanaal", sa.Enum("bellen", "brief", "email", name="bereik", native_enum=False, length=30), nullable=False
        ),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("taak_id", sa.Uuid(), nullable=True),
        sa.Column("stapel_id", sa.Uuid(), nullable=True),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("bereikt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gestaakt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("gestaakt_reden", sa.String(length=40), nullable=True),
        sa.Column("inhoud", sa.LargeBinary(), nullable=True),
        sa.Column("traject_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_bericht_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_bericht_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_bericht_inwoner_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_bericht_mail_id")),
        sa.ForeignKeyConstraint(["organisatie_id"], ["organisatie.id"], name=op.f("fk_bericht_organisatie_id")),
        sa.ForeignKeyConstraint(["stapel_id"], ["stapel.id"], name=op.f("fk_bericht_stapel_id")),
        sa.ForeignKeyConstraint(["taak_id"], ["taak.id"], name=op.f("fk_bericht_taak_id")),
        sa.ForeignKeyConstraint(["traject_id"], ["traject.id"], name=op.f("fk_bericht_traject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bericht")),
        sa.UniqueConstraint("sleutel", name=op.f("uq_bericht_sleutel")),
    )
    with op.batch_alter_table("bericht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bericht_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bericht_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(
            "ix_bericht_open",
            ["gemeente_id", "organisatie_id", "kanaal"],
            unique=False,
            sqlite_where=sa.text("bereikt_op IS NULL AND gestaakt_op IS NULL"),
            postgresql_where=sa.text("bereikt_op IS NULL AND gestaakt_op IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_bericht_stapel_id"), ["stapel_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bericht_traject_id"), ["traject_id"], unique=False)

    op.create_table(
        "pauze",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("reden", sa.String(length=40), nullable=False),
        sa.Column("resterend", sa.JSON(), nullable=False),
        sa.Column("taak_id", sa.Uuid(), nullable=True),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("beeindigd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("toelichting", sa.LargeBinary(), nullable=True),
        sa.Column("traject_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_pauze_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_pauze_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_pauze_inwoner_id")),
        sa.ForeignKeyConstraint(["taak_id"], ["taak.id"], name=op.f("fk_pauze_taak_id")),
        sa.ForeignKeyConstraint(["traject_id"], ["traject.id"], name=op.f("fk_pauze_traject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauze")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_pauze_formulier_id")),
    )
    with op.batch_alter_table("pauze", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pauze_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pauze_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pauze_traject_id"), ["traject_id"], unique=False)
        batch_op.create_index(
            "uq_pauze_loopt",
            ["traject_id"],
            unique=True,
            sqlite_where=sa.text("beeindigd_op IS NULL"),
            postgresql_where=sa.text("beeindigd_op IS NULL"),
        )

    op.create_table(
        "overdracht",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("keten_code", sa.String(length=40), nullable=False),
        sa.Column("bestemming", sa.String(length=20), nullable=False),
        sa.Column("stap_code", sa.String(length=40), nullable=True),
        sa.Column("ontvanger_id", sa.Uuid(), nullable=True),
        sa.Column("ontvanger_anders", sa.String(length=120), nullable=False),
        sa.Column("wijze", sa.String(length=20), nullable=False),
        sa.Column("eigen_risico_besproken", sa.Boolean(), nullable=True),
        sa.Column("eigen_risico", sa.Integer(), nullable=True),
        sa.Column("toestemming_id", sa.Uuid(), nullable=True),
        sa.Column("naar_keten", sa.String(length=40), nullable=True),
        sa.Column("verwijzing_id", sa.Uuid(), nullable=True),
        sa.Column("taak_id", sa.Uuid(), nullable=True),
        sa.Column("gedaan_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("bevestigd_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("teruggegeven_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("teruggeefreden", sa.String(length=40), nullable=True),
        sa.Column("ingetrokken_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("boodschap", sa.LargeBinary(), nullable=True),
        sa.Column("traject_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_overdracht_door_id")),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_overdracht_gemeente_id")),
        sa.ForeignKeyConstraint(["inwoner_id"], ["inwoner.id"], name=op.f("fk_overdracht_inwoner_id")),
        sa.ForeignKeyConstraint(["ontvanger_id"], ["organisatie.id"], name=op.f("fk_overdracht_ontvanger_id")),
        sa.ForeignKeyConstraint(["taak_id"], ["taak.id"], name=op.f("fk_overdracht_taak_id")),
        sa.ForeignKeyConstraint(["toestemming_id"], ["toestemming.id"], name=op.f("fk_overdracht_toestemming_id")),
        sa.ForeignKeyConstraint(["traject_id"], ["traject.id"], name=op.f("fk_overdracht_traject_id")),
        sa.ForeignKeyConstraint(["verwijzing_id"], ["verwijzing.id"], name=op.f("fk_overdracht_verwijzing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdracht")),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_overdracht_formulier_id")),
    )
    with op.batch_alter_table("overdracht", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overdracht_gemeente_id"), ["gemeente_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_overdracht_inwoner_id"), ["inwoner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_overdracht_traject_id"), ["traject_id"], unique=False)

    with op.batch_alter_table("afname", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valrisicodag_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("al_getest", sa.Boolean(), nullable=True))
        batch_op.alter_column("door_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.create_index(batch_op.f("ix_afname_valrisicodag_id"), ["valrisicodag_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_afname_valrisicodag_id"), "valrisicodag", ["valrisicodag_id"], ["id"]
        )

    with op.batch_alter_table("inwoner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("veilig_contact", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("ketenpartner", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("terugkoppelwijze", sa.String(length=20), nullable=False, server_default="per_stap")
        )
    with op.batch_alter_table("ketenpartner", schema=None) as batch_op:
        batch_op.alter_column("terugkoppelwijze", server_default=None)

    with op.batch_alter_table("toestemming", schema=None) as batch_op:
        batch_op.alter_column("door_id", existing_type=sa.Uuid(), nullable=True)

    with op.batch_alter_table("contactpersoon", schema=None) as batch_op:
        batch_op.alter_column("toestemming_door_id", existing_type=sa.Uuid(), nullable=True)

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("antwoorden", sa.LargeBinary(), nullable=True))
        batch_op.alter_column("organisatie_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.alter_column("ingevoerd_door_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.alter_column("ingevoerd_door_organisatie_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tabel in ("afname", "toestemming", "verwijzing", "contactpersoon"):
            # Or the owner sees no rows either; the second lock is laid again at the end of the migration.
            op.execute(f"ALTER TABLE {tabel} NO FORCE ROW LEVEL SECURITY")
    # What came in without an account is put under the name of whoever has the oldest one: nothing is lost by it.
    oudste = "(SELECT id FROM account ORDER BY id LIMIT 1)"
    op.execute(f"UPDATE afname SET door_id = {oudste} WHERE door_id IS NULL")  # noqa: S608  no input
    op.execute(f"UPDATE toestemming SET door_id = {oudste} WHERE door_id IS NULL")  # noqa: S608
    zonder = "toestemming_door_id IS NULL"
    op.execute(f"UPDATE contactpersoon SET toestemming_door_id = {oudste} WHERE {zonder}")  # noqa: S608
    op.execute(f"UPDATE verwijzing SET ingevoerd_door_id = {oudste} WHERE ingevoerd_door_id IS NULL")  # noqa: S608
    op.execute("UPDATE verwijzing SET organisatie_id = ontvanger_id WHERE organisatie_id IS NULL")
    zonder = "ingevoerd_door_organisatie_id IS NULL"
    op.execute(f"UPDATE verwijzing SET ingevoerd_door_organisatie_id = ontvanger_id WHERE {zonder}")  # noqa: S608

    with op.batch_alter_table("verwijzing", schema=None) as batch_op:
        batch_op.alter_column("ingevoerd_door_organisatie_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("ingevoerd_door_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.alter_column("organisatie_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column("antwoorden")

    with op.batch_alter_table("contactpersoon", schema=None) as batch_op:
        batch_op.alter_column("toestemming_door_id", existing_type=sa.Uuid(), nullable=False)

    with op.batch_alter_table("toestemming", schema=None) as batch_op:
        batch_op.alter_column("door_id", existing_type=sa.Uuid(), nullable=False)

    with op.batch_alter_table("ketenpartner", schema=None) as batch_op:
        batch_op.drop_column("terugkoppelwijze")

    with op.batch_alter_table("inwoner", schema=None) as batch_op:
        batch_op.drop_column("veilig_contact")

    with op.batch_alter_table("afname", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_afname_valrisicodag_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_afname_valrisicodag_id"))
        batch_op.alter_column("door_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.drop_column("al_getest")
        batch_op.drop_column("valrisicodag_id")

    with op.batch_alter_table("overdracht", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overdracht_traject_id"))
        batch_op.drop_index(batch_op.f("ix_overdracht_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_overdracht_gemeente_id"))

    op.drop_table("overdracht")
    with op.batch_alter_table("pauze", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pauze_loopt",
            sqlite_where=sa.text("beeindigd_op IS NULL"),
            postgresql_where=sa.text("beeindigd_op IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_pauze_traject_id"))
        batch_op.drop_index(batch_op.f("ix_pauze_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_pauze_gemeente_id"))

    op.drop_table("pauze")
    with op.batch_alter_table("bericht", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bericht_traject_id"))
        batch_op.drop_index(batch_op.f("ix_bericht_stapel_id"))
        batch_op.drop_index(
            "ix_bericht_open",
            sqlite_where=sa.text("bereikt_op IS NULL AND gestaakt_op IS NULL"),
            postgresql_where=sa.text("bereikt_op IS NULL AND gestaakt_op IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_bericht_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_bericht_gemeente_id"))

    op.drop_table("bericht")
    with op.batch_alter_table("toeleiding", schema=None) as batch_op:
        batch_op.drop_index("uq_toeleiding")
        batch_op.drop_index(batch_op.f("ix_toeleiding_traject_id"))
        batch_op.drop_index(batch_op.f("ix_toeleiding_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_toeleiding_gemeente_id"))
        batch_op.drop_index(batch_op.f("ix_toeleiding_aanbod_id"))

    op.drop_table("toeleiding")
    with op.batch_alter_table("hulpvraag", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hulpvraag_geldt", sqlite_where=sa.text("tot IS NULL"), postgresql_where=sa.text("tot IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_hulpvraag_traject_id"))
        batch_op.drop_index(batch_op.f("ix_hulpvraag_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_hulpvraag_gemeente_id"))

    op.drop_table("hulpvraag")
    with op.batch_alter_table("verhuizing", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_verhuizing_staat",
            sqlite_where=sa.text("ongedaan_op IS NULL"),
            postgresql_where=sa.text("ongedaan_op IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_verhuizing_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_verhuizing_gemeente_id"))

    op.drop_table("verhuizing")
    with op.batch_alter_table("papierturf", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papierturf_valrisicodag_id"))
        batch_op.drop_index(batch_op.f("ix_papierturf_gemeente_id"))

    op.drop_table("papierturf")
    with op.batch_alter_table("overlijden", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_overlijden_staat",
            sqlite_where=sa.text("ongedaan_op IS NULL"),
            postgresql_where=sa.text("ongedaan_op IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_overlijden_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_overlijden_gemeente_id"))

    op.drop_table("overlijden")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_mail_open",
            sqlite_where=sa.text("verzonden_op IS NULL AND mislukt_op IS NULL AND geannuleerd_op IS NULL"),
            postgresql_where=sa.text("verzonden_op IS NULL AND mislukt_op IS NULL AND geannuleerd_op IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_mail_inwoner_id"))
        batch_op.drop_index(batch_op.f("ix_mail_gemeente_id"))

    op.drop_table("mail")
    with op.batch_alter_table("invoerregel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoerregel_gemeente_id"))

    op.drop_table("invoerregel")
    with op.batch_alter_table("valrisicodag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_valrisicodag_gemeente_id"))
        batch_op.drop_index("ix_valrisicodag_datum")

    op.drop_table("valrisicodag")
    with op.batch_alter_table("telling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_telling_vervangt_id"))
        batch_op.drop_index(batch_op.f("ix_telling_gemeente_id"))
        batch_op.drop_index("ix_telling_activiteit")

    op.drop_table("telling")
    with op.batch_alter_table("stapel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stapel_gemeente_id"))

    op.drop_table("stapel")
    with op.batch_alter_table("invoer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoer_gemeente_id"))

    op.drop_table("invoer")
    with op.batch_alter_table("aanbod", schema=None) as batch_op:
        batch_op.drop_index("ix_aanbod_kaart")
        batch_op.drop_index(batch_op.f("ix_aanbod_gemeente_id"))

    op.drop_table("aanbod")
    with op.batch_alter_table("kolomkeuze", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kolomkeuze_gemeente_id"))

    op.drop_table("kolomkeuze")
