"""Run each migration in a transaction of its own, on an engine of its own."""

from alembic import context

from ketens.kern import db, migreren

config = context.config
motor = migreren.engine(config.attributes["url"])


def stel_in(verbinding) -> None:
    context.configure(
        connection=verbinding,
        target_metadata=config.attributes["doel"] or db.Basis.metadata,
        transaction_per_migration=True,
        render_as_batch=True,
        compare_type=True,
        on_version_apply=lambda **_: migreren.na_migratie(verbinding, config.attributes["app_rol"]),
        user_module_prefix="kern.",
    )


with motor.connect() as verbinding:
    stel_in(verbinding)
    with context.begin_transaction():
        context.run_migrations()
motor.dispose()
