"""A sealed word opens only as it was given out."""

import string

from ketens.kern.zegel import lees_zegel, verzegel

LETTERS = string.ascii_letters + string.digits + "-_"


def test_een_zegel_waarvan_een_letter_anders_is_gaat_niet_open(app):
    with app.app_context():
        for nr in range(20):
            woord = verzegel("proef", [nr, "wat"])
            assert lees_zegel("proef", woord, 2) == [nr, "wat"]
            anders = [woord[:-1] + letter for letter in LETTERS if letter != woord[-1]]
            assert [lees_zegel("proef", w, 2) for w in anders] == [None] * len(anders)


def test_een_zegel_van_voor_het_vervangen_gaat_open_zolang_het_oude_geheim_erbij_staat(app, monkeypatch):
    with app.app_context():
        oud = verzegel("proef", [1, "wat"])
        was = app.secret_key
        monkeypatch.setitem(app.config, "SECRET_KEY", "n" * 40)
        assert lees_zegel("proef", oud, 2) is None
        monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [was])
        assert lees_zegel("proef", oud, 2) == [1, "wat"]
        nieuw = verzegel("proef", [1, "wat"])
        assert nieuw != oud
        monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [])
        assert lees_zegel("proef", nieuw, 2) == [1, "wat"]
