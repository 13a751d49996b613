"""Every form, sent with every hat to every relation, empty and filled in: what is not one's own does not change.

On PostgreSQL three hats send, and every hat in the long edition (`make beproeving`): see merken.py.
"""

from itertools import product

from tests.bouwkunde.matrix import bord, regels
from tests.bouwkunde.matrix.lopen import Stap, Wandelaar
from tests.bouwkunde.matrix.merken import WANDELAARS
from tests.bouwkunde.matrix.opstelling import Opstelling
from tests.bouwkunde.matrix.ploeg import Relatie
from tests.bouwkunde.matrix.post import Post
from tests.bouwkunde.matrix.test_lezen import kijk_naar
from tests.bron import Bron, SqliteBron
from tests.merken import OP_SQLITE

# A look at who may what goes over every hat in the gemeente: whatever two ids of one gemeente stand there, they belong
# together. One of another gemeente does not.
HELE_GEMEENTE = {"rechtencontrole.klopt", "rechtencontrole.einde"}


@WANDELAARS
def test_wat_niet_van_deze_pet_is_verandert_niet(opstelling: Opstelling, rol: Wandelaar, bron: Bron):
    """A good token, once without fields and once with those of the page itself."""
    kolom, fouten = {}, []
    relaties = kijk_naar(bron) if isinstance(bron, SqliteBron) else {Relatie.ELDERS, Relatie.DAAR}
    with Post(opstelling, rol) as post:
        for weg in post.wegen():
            tekens = {}
            for relatie in post.wandeling.relaties(weg):
                if relatie in relaties:
                    leeg = post.verstuur(weg, relatie, {})
                    tekens[relatie] = bord.teken(leeg)
                    fouten += _keur(leeg, post)
                    # Who was stopped at the gate would be stopped there with any form.
                    if leeg.status in (200, 303, 404, 422) and rol:
                        fouten += _keur(post.verstuur(weg, relatie, post.velden(weg)), post)
            kolom["POST", weg.regel.rule] = bord.cel(tekens)
            fouten += [f"{weg.methoden} {weg.regel.rule} als {rol}: {zin}" for zin in post.ongewild()]
    assert not fouten, "\n".join(fouten)
    if isinstance(bron, SqliteBron):
        bord.leg_vast("POST", rol, kolom)
    verschil = bord.verschil("POST", rol, kolom, relaties)
    assert not verschil, "\n".join(verschil)


def _keur(stap: Stap, post: Post) -> list[str]:
    return regels.keur(stap, post.wandeling.speurder)


@OP_SQLITE
@WANDELAARS
def test_wat_bij_elkaar_in_een_adres_staat_hoort_bij_elkaar(opstelling: Opstelling, rol: Wandelaar):
    """An address with two ids, of which one is one's own and the other is another's: 404, and nothing changes."""
    fouten = []
    with Post(opstelling, rol) as post:
        for weg, methode in [(weg, hoe) for hoe in ("GET", "POST") for weg in post.wandeling.wegen(hoe)]:
            ids = [naam for naam in weg.regel.arguments if naam.endswith("_id")]
            if len(ids) < 2 or rol not in weg.rollen:
                continue
            relaties = (Relatie.BUUR, Relatie.KETEN, Relatie.ELDERS)
            for naam, relatie in product(ids, relaties[2:] if weg.endpoint in HELE_GEMEENTE else relaties):
                vreemd = post.wandeling.waarden(weg, relatie)[naam]
                pad = post.wandeling.pad(weg, Relatie.EIGEN, **{naam: vreemd})
                stap = post.verstuur(weg, relatie, post.velden(weg), pad=pad, methode=methode)
                fouten += _keur(stap, post) + ([f"{stap} op {pad}"] if stap.status != 404 else [])
        fouten += post.ongewild()
    assert not fouten, "\n".join(fouten)
