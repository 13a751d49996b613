"""Many places asked for at once, of a server with four processes; and the same without the lock, which must fail."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.bron import Bron
from tests.capaciteit.race import WERKERS, Stand, Verloop, Zaal, plaats_allen, trek_allen_in, zaal, zoals_het_hoort
from tests.merken import BEPROEVING, EERST_OP_POSTGRESQL, EERST_OP_SQLITE

# In the long edition ten trials of ten.
KEREN = range(10 if BEPROEVING else 1)


@pytest.fixture(scope="module")
def hier(bron: Bron, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zaal]:
    with zaal(bron, "wsgi:app", tmp_path_factory.mktemp("zaal") / "log") as draaiend:
        yield draaiend
        assert len(draaiend.werkers()) == WERKERS


@pytest.fixture
def leeg(hier: Zaal) -> Iterator[Zaal]:
    """The server, while nobody waits for a place."""
    yield hier
    hier.ruim_op()


@pytest.mark.parametrize("keer", KEREN)
def test_vijftig_tegelijk_voor_een_plaats_geeft_een_plaats_en_negenenveertig_wachtenden(leeg, keer):
    assert plaats_allen(leeg, plaatsen=1, pogingen=50) == zoals_het_hoort(plaatsen=1, pogingen=50)


@EERST_OP_SQLITE
@pytest.mark.parametrize("keer", KEREN)
def test_tweehonderd_tegelijk_voor_elf_plaatsen_geeft_er_precies_elf(leeg, keer):
    assert plaats_allen(leeg, plaatsen=11, pogingen=200) == zoals_het_hoort(plaatsen=11, pogingen=200)


@EERST_OP_POSTGRESQL
@pytest.mark.parametrize("keer", KEREN)
def test_twintig_plaatsen_die_tegelijk_vrijkomen_gaan_elk_naar_een_ander_die_wacht(leeg, keer):
    groep = plaats_allen(leeg, plaatsen=20, pogingen=40)
    assert groep == zoals_het_hoort(plaatsen=20, pogingen=40)
    na = trek_allen_in(leeg, groep.groep_id)
    assert na == Verloop(Counter({303: 20}), 20, Stand(geplaatst=0, aangeboden=20, mensen=20, wachtend=20))
