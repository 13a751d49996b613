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
