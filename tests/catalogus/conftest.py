import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ketens.catalogus import Catalogus, Catalogusfout, laad
from ketens.catalogus.laden import EIGEN

ANDERE_KETENS = Path(__file__).parent / "andere_ketens"

Verander = Callable[[str, str, str], Catalogusfout]


@pytest.fixture(scope="session")
def eigen() -> Catalogus:
    return laad()


@pytest.fixture(scope="session")
def andere() -> Catalogus:
    return laad(ANDERE_KETENS)


@pytest.fixture
def fout_na(tmp_path: Path) -> Verander:
    """The Catalogusfout of one of our files as version 9, with one piece of text replaced by another."""

    def verander(bestand: str, oud: str, nieuw: str) -> Catalogusfout:
        tekst = (EIGEN / bestand).read_text(encoding="utf-8")
        assert oud in tekst
        doel = tmp_path / re.sub(r"-\d+\.toml", "-9.toml", bestand)
        doel.parent.mkdir(exist_ok=True)
        tekst = re.sub(r"(?m)^versie = \d+$", "versie = 9", tekst.replace(oud, nieuw, 1), count=1)
        doel.write_text(tekst, encoding="utf-8")
        with pytest.raises(Catalogusfout) as gevangen:
            laad(tmp_path)
        assert gevangen.value.bestand == doel.name
        return gevangen.value

    return verander
