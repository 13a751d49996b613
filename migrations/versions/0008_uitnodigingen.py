"""Links that work once: invitations and resets; the yearly look at who may what; leaving on a day."""

import sqlalchemy as sa
from alembic import op

from ketens.kern import db as kern

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uitnodiging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("gemaakt_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=True),
        sa.Column("tot", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("gebruikt_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("vervallen_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_uitnodiging_account_id")),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_uitnodiging_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitnodiging")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_uitnodiging_token_hash")),
    )
    with op.batch_alter_table("uitnodiging", schema=None) as batch_op:
        batch_op.create_index("ix_uitnodiging_account_id", ["account_id", "soort"], unique=False)

    op.create_table(
        "herstelvraag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gevraagd_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_herstelvraag")),
    )

    op.create_table(
        "rechtencontrole",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.String(length=10), nullable=False),
        sa.Column("begonnen_op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("begonnen_door_id", sa.Uuid(), nullable=False),
        sa.Column("afgetekend_op", kern.UtcTijd(timezone=True), nullable=True),
        sa.Column("afgetekend_door_id", sa.Uuid(), nullable=True),
        sa.Column("lijst", sa.JSON(), nullable=True),
        sa.Column("vingerafdruk", sa.String(length=64), nullable=True),
        sa.Column("open_soort", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_rechtencontrole_gemeente_id")),
        sa.ForeignKeyConstraint(["begonnen_door_id"], ["account.id"], name=op.f("fk_rechtencontrole_begonnen_door_id")),
        sa.ForeignKeyConstraint(
            ["afgetekend_door_id"], ["account.id"], name=op.f("fk_rechtencontrole_afgetekend_door_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechtencontrole")),
        sa.UniqueConstraint("gemeente_id", "open_soort", name=op.f("uq_rechtencontrole_gemeente_id_open_soort")),
    )
    with op.batch_alter_table("rechtencontrole", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rechtencontrole_gemeente_id"), ["gemeente_id"], unique=False)

    op.create_table(
        "rechtenoordeel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gemeente_id", sa.Uuid(), nullable=False),
        sa.Column("controle_id", sa.Uuid(), nullable=False),
        sa.Column("lidmaatschap_id", sa.Uuid(), nullable=False),
        sa.Column("oordeel", sa.String(length=10), nullable=False),
        sa.Column("gezien", sa.String(length=64), nullable=False),
        sa.Column("op", kern.UtcTijd(timezone=True), nullable=False),
        sa.Column("door_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["gemeente_id"], ["gemeente.id"], name=op.f("fk_rechtenoordeel_gemeente_id")),
        sa.ForeignKeyConstraint(["controle_id"], ["rechtencontrole.id"], name=op.f("fk_rechtenoordeel_controle_id")),
        sa.ForeignKeyConstraint(
            ["lidmaatschap_id"], ["lidmaatschap.id"], name=op.f("fk_rechtenoordeel_lidmaatschap_id")
        ),
        sa.ForeignKeyConstraint(["door_id"], ["account.id"], name=op.f("fk_rechtenoordeel_door_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechtenoordeel")),
        sa.UniqueConstraint(
            "controle_id", "lidmaatschap_id", name=op.f("uq_rechtenoordeel_controle_id_lidmaatschap_id")
        ),
    )
    with op.batch_alter_table("rechtenoordeel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rechtenoordeel_gemeente_id"), ["gemeente_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uit_dienst_per", sa.Date(), nullable=True))
    with op.batch_alter_table("aanmeldpoging", schema=None) as batch_op:
        batch_op.add_column(sa.Column("apparaat", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("geheim", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_column("geheim")
    with op.batch_alter_table("aanmeldpoging", schema=None) as batch_op:
        batch_op.drop_column("apparaat")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("uit_dienst_per")
    for tabel in ("rechtenoordeel", "rechtencontrole", "herstelvraag", "uitnodiging"):
        op.drop_table(tabel)
