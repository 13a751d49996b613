"""Counting what a page asks of the database."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from ketens.kern.db import db


@pytest.fixture
def tel_vragen(app):
    """`with tel_vragen() as vragen:` collects the statements that go to the database."""

    @contextmanager
    def tel():
        vragen = []

        def noteer(_verbinding, _cursor, opdracht, *_):
            if not opdracht.startswith("BEGIN"):
                vragen.append(opdracht)

        with app.app_context():
            motor = db.engine
        event.listen(motor, "before_cursor_execute", noteer)
        try:
            yield vragen
        finally:
            event.remove(motor, "before_cursor_execute", noteer)

    return tel
