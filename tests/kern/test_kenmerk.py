"""Reference numbers that survive a bad telephone line."""

import re

from ketens.kern.kenmerk import LETTERS, nieuw_kenmerk


def test_een_kenmerk_is_drie_letters_en_vijf_cijfers():
    assert all(re.fullmatch(rf"[{LETTERS}]{{3}}-\d{{5}}", nieuw_kenmerk()) for _ in range(500))


def test_geen_klinker_dus_geen_woord_en_geen_letter_die_op_een_andere_lijkt():
    assert not set(LETTERS) & set("AEIOUYCFMNQS")
    assert len(set(LETTERS)) == len(LETTERS) == 14


def test_kenmerken_zijn_niet_te_raden():
    assert len({nieuw_kenmerk() for _ in range(1000)}) > 990
