"""The app as it is served, with one thing taken out: the lock under which places are counted. A door of these tests.

It stands for who forgets it. On PostgreSQL nobody waits for anybody any more; on SQLite, where the transaction itself
is the lock, transactions begin as the driver's own do, and collide when they come to write.
"""

import sys
from uuid import UUID

from sqlalchemy import Connection, event

from ketens.groepen import bezetting
from ketens.groepen.models import Groep
from ketens.kern import db as kern_db
from wsgi import app

db = kern_db.db


def zonder_slot(*groep_ids: UUID) -> list[Groep]:
    """Read the groups as `vergrendel` does, and keep nobody out."""
    return [db.session.get_one(Groep, groep_id) for groep_id in sorted(groep_ids)]


def _begin(verbinding: Connection) -> None:
    verbinding.exec_driver_sql("BEGIN")


met_slot = bezetting.vergrendel
for module in [module for naam, module in sys.modules.items() if naam.startswith("ketens.")]:
    if getattr(module, "vergrendel", None) is met_slot:
        module.vergrendel = zonder_slot
with app.app_context():
    if db.engine.dialect.name == "sqlite":
        event.remove(db.engine, "begin", kern_db._sqlite_begin)
        event.listen(db.engine, "begin", _begin)

__all__ = ["app"]
