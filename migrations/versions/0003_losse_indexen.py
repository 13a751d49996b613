"""No index on the gemeente alone where each sending writes it and no page asks for it; consents by their verwijzing."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABELLEN = ("afname", "betrokkenheid", "inwoner", "taak", "toestemming", "verwijzing", "zoeksleutel")


def upgrade() -> None:
    for tabel in TABELLEN:
        op.drop_index(op.f(f"ix_{tabel}_gemeente_id"), table_name=tabel)
    # Asked for every list of verwijzingen; it went through all consents of the gemeente.
    op.create_index(op.f("ix_toestemming_verwijzing_id"), "toestemming", ["verwijzing_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_toestemming_verwijzing_id"), table_name="toestemming")
    for tabel in reversed(TABELLEN):
        op.create_index(op.f(f"ix_{tabel}_gemeente_id"), tabel, ["gemeente_id"], unique=False)
