"""From the page of a resident: who may be the same, both beside each other, together, and apart again."""

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from tests.merken import OP_SQLITE

ANDER = "+31742651111"
pytestmark = OP_SQLITE


def twee(maak, **ander):
    return maak.inwoner("Jansen"), maak.inwoner("Jansen", **ander)


def samen(klant, blijft, gaat, **velden):
    pagina = klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id)
    velden = {"formulier_id": pagina.waarde("formulier_id"), "akkoord": "ja", **velden}
    return klant.post("samenvoegen.samenvoeging", velden, inwoner_id=blijft.id, ander_id=gaat.id)


def test_mogelijk_dezelfde_leidt_naar_vergelijken_en_samenvoegen(maak, als, in_borne):
    blijft, gaat = twee(maak, telefoon=ANDER)
    traject = maak.traject(inwoner=gaat)
    klant = als(Rol.COORDINATOR)
    lijst = klant.get("samenvoegen.dezelfde", inwoner_id=blijft.id)
    assert "Vergelijk met Gerda Jansen" in lijst.tekst
    pagina = klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id)
    assert "Komt erbij" in pagina.tekst
    assert "074 265 1111" in pagina.tekst
    assert samen(klant, blijft, gaat).volg().kop == "Gerda Jansen"
    with in_borne():
        assert db.session.get_one(Traject, traject.id).inwoner_id == blijft.id
        assert db.session.get_one(Inwoner, blijft.id).telefoon == ANDER
    tijdlijn = klant.get("trajecten.detail", traject_id=traject.id).tekst
    assert "Dit traject kwam van de andere inschrijving" in tijdlijn
