"""What residents ask under the privacy law."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STAAT = sa.text("opgeheven_op IS NULL")
INDEXEN: dict[str, list[tuple[str, list[str], sa.TextClause | None]]] = {
    "beperking": [
        ("ix_beperking_gemeente_id", ["gemeente_id"], None),
        ("ix_beperking_inwoner_id", ["inwoner_id"], None),
        ("ix_beperking_staat", ["gemeente_id", "inwoner_id"], STAAT),
        ("ix_beperking_verzoek_id", ["verzoek_id"], None),
    ],
    "correctienotitie": [
        ("ix_correctienotitie_gemeente_id", ["gemeente_id"], None),
        ("ix_correctienotitie_inwoner_id", ["inwoner_id"], None),
        ("ix_correctienotitie_verzoek_id", ["verzoek_id"], None),
    ],
    "verzoek": [
        ("ix_verzoek_inwoner_id", ["inwoner_id"], None),
        ("ix_verzoek_lijst", ["gemeente_id", "termijn_op"], None),
    ],
    "verzoekgebeurtenis": [
        ("ix_verzoekgebeurtenis_gemeente_id", ["gemeente_id"], None),
        ("ix_verzoekgebeurtenis_inwoner_id", ["inwoner_id"], None),
        ("ix_verzoekgebeurtenis_verzoek_id", ["verzoek_id"], None),
    ],
}


def _naar(tabel: str, kolom: str, doel: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([kolom], [f"{doel}.id"], name=op.f(f"fk_{tabel}_{kolom}"))


def _van_inwoner(tabel: str) -> list[sa.schema.SchemaItem]:
    """Return what every table of a resident begins with."""
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("inwoner_id", sa.Uuid(), nullable=False),
        _naar(tabel, "gemeente_id", "gemeente"),
        _naar(tabel, "inwoner_id", "inwoner"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{tabel}")),
    ]


def upgrade() -> None:
    moment = kern.UtcTijd(timezone=True)
    op.create_table(
        "verzoek",
        *_van_inwoner("verzoek"),
        sa.Column("formulier_id", sa.Uuid(), nullable=False),
        sa.Column("kenmerk", sa.String(length=12), nullable=False),
        sa.Column("soort", sa.String(length=30), nullable=False),
        sa.Column("vrager", sa.String(length=20), nullable=False),
        sa.Column("vertegenwoordiger", sa.LargeBinary(), nullable=True),
        sa.Column("vertegenwoordiger_grond", sa.String(length=40), nullable=True),
        sa.Column("wijze", sa.String(length=20), nullable=False),
        sa.Column("vraag", sa.LargeBinary(), nullable=True),
        sa.Column("ontvangen_op", sa.Date(), nullable=False),
        sa.Column("identiteit", sa.String(length=40), nullable=True),
        sa.Column("identiteit_op", moment, nullable=True),
        sa.Column("identiteit_door_id", sa.Uuid(), nullable=True),
        sa.Column("termijn_op", sa.Date(), nullable=False),
        sa.Column("verlengd_op", sa.Date(), nullable=True),
        sa.Column("verlengreden", sa.LargeBinary(), nullable=True),
        sa.Column("behandelaar_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie_id", sa.Uuid(), nullable=False),
        sa.Column("taak_id", sa.Uuid(), nullable=True),
        sa.Column("besluit", sa.String(length=30), nullable=True),
        sa.Column("grond", sa.String(length=40), nullable=True),
        sa.Column("motivering", sa.LargeBinary(), nullable=True),
        sa.Column("besloten_op", moment, nullable=True),
        sa.Column("besloten_door_id", sa.Uuid(), nullable=True),
        sa.Column("afgesloten_op", moment, nullable=True),
        sa.Column("afgesloten_hoe", sa.String(length=20), nullable=True),
        sa.Column("gemaakt_op", moment, nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        *(
            _naar("verzoek", kolom, "account")
            for kolom in ("identiteit_door_id", "behandelaar_id", "besloten_door_id", "door_id")
        ),
        _naar("verzoek", "organisatie_id", "organisatie"),
        _naar("verzoek", "taak_id", "taak"),
        sa.UniqueConstraint("formulier_id", name=op.f("uq_verzoek_formulier_id")),
        sa.UniqueConstraint("gemeente_id", "kenmerk", name=op.f("uq_verzoek_gemeente_id_kenmerk")),
    )
    op.create_table(
        "verzoekgebeurtenis",
        *_van_inwoner("verzoekgebeurtenis"),
        sa.Column("verzoek_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=40), nullable=False),
        sa.Column("op", moment, nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("tekst", sa.LargeBinary(), nullable=True),
        _naar("verzoekgebeurtenis", "verzoek_id", "verzoek"),
        _naar("verzoekgebeurtenis", "door_id", "account"),
    )
    op.create_table(
        "beperking",
        *_van_inwoner("beperking"),
        sa.Column("verzoek_id", sa.Uuid(), nullable=False),
        sa.Column("reden", sa.String(length=40), nullable=False),
        sa.Column("van", moment, nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.Column("gemeld_op", sa.Date(), nullable=True),
        sa.Column("gemeld_hoe", sa.String(length=20), nullable=True),
        sa.Column("opgeheven_op", moment, nullable=True),
        sa.Column("opgeheven_door_id", sa.Uuid(), nullable=True),
        sa.Column("opgeheven_reden", sa.LargeBinary(), nullable=True),
        _naar("beperking", "door_id", "account"),
        _naar("beperking", "opgeheven_door_id", "account"),
    )
    op.create_table(
        "correctienotitie",
        *_van_inwoner("correctienotitie"),
        sa.Column("verzoek_id", sa.Uuid(), nullable=False),
        sa.Column("tabel", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("veld", sa.String(length=40), nullable=False),
        sa.Column("aard", sa.String(length=20), nullable=False),
        sa.Column("tekst", sa.LargeBinary(), nullable=True),
        sa.Column("op", moment, nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        _naar("correctienotitie", "door_id", "account"),
    )
    for tabel, indexen in INDEXEN.items():
        for naam, kolommen, waar in indexen:
            op.create_index(naam, tabel, kolommen, sqlite_where=waar, postgresql_where=waar)
    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verzoeken", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.alter_column("verzoeken", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("lidmaatschap", schema=None) as batch_op:
        batch_op.drop_column("verzoeken")
    for tabel in ("correctienotitie", "beperking", "verzoekgebeurtenis", "verzoek"):
        for naam, _, _ in reversed(INDEXEN[tabel]):
            op.drop_index(naam, table_name=tabel)
        op.drop_table(tabel)
