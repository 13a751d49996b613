"""Breaking the glass: someone calls about a resident of another organisatie, and the coördinator may look for a day."""

import re

import pytest

from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]

# The search box in the header asks for it too.
GEBOREN = re.compile("^Geboortedatum")


def test_coordinator_breekt_het_glas_belt_noteert_en_sluit_het_weer(scherm, maak, script):
    inwoner = maak.inwoner("Noodgeval", betrokken="wijkracht", telefoon="+31612345678")
    traject = maak.traject(inwoner=inwoner, organisatie="wijkracht")
    cora = scherm("coordinator", script=script)
    cora.ga("/borne/inwoners/")
    cora.naar_veld("Zoek een inwoner")
    cora.typ("noodgeval")
    if not script:
        cora.druk("Zoek inwoner")
    cora.zie(re.compile("Niemand gevonden|Geen inwoners gevonden"))
    cora.kijk("Inwoners zoeken")
    cora.druk("Noodtoegang")
    cora.kijk("Noodtoegang")
    for label, tekst in ((GEBOREN, "12-3-1941"), ("Achternaam", "Noodgeval")):
        cora.naar_veld(label)
        cora.typ(tekst)
    cora.kies(re.compile("Waarom hebt u nu toegang nodig"), "Een naaste belt")
    cora.naar_veld("Toelichting")
    cora.typ("De zoon belt: zijn moeder is gevallen.")
    cora.druk("Vraag noodtoegang")
    cora.kijk("Noodtoegang")
    cora.zie("Zet een vinkje als u dit weet.")
    cora.vink(re.compile("functionaris gegevensbescherming dit ziet"))
    cora.druk("Vraag noodtoegang")

    cora.kijk("Gerda Noodgeval")
    cora.zie("U ziet deze inwoner met noodtoegang, tot ")
    cora.zie("De zoon belt")
    cora.zie("06 12345678")
    if not script:
        cora.druk("Bekijk de trajecten van deze inwoner")
    cora.druk(traject.kenmerk)
    cora.kijk("Gerda Noodgeval")
    cora.zie("U ziet deze inwoner met noodtoegang, tot ")
    cora.naar_veld("Nieuwe notitie")
    cora.typ("De huisarts komt vanmiddag.")
    cora.druk("Bewaar notitie")
    cora.zie("De huisarts komt vanmiddag.")
    cora.kijk()

    cora.druk("Beëindig nu")
    cora.kijk("Noodtoegang")
    cora.zie("De noodtoegang is beëindigd.")
    assert cora.page.request.get(f"/borne/trajecten/{traject.id}").status == 404


def test_noodtoegang_past_op_een_telefoon(scherm, maak):
    inwoner = maak.inwoner("Wolfeschlegelsteinhausenbergerdorff", betrokken="wijkracht")
    traject = maak.traject(inwoner=inwoner, organisatie="wijkracht")
    cora = scherm("coordinator", breedte=320, hoogte=640)
    cora.ga("/borne/inwoners/noodtoegang")
    cora.kijk("Noodtoegang")
    cora.page.get_by_label(GEBOREN).fill("12-3-1941")
    cora.page.get_by_label("Achternaam").fill("Wolfeschlegelsteinhausenbergerdorff")
    cora.page.get_by_label("Er is een acute situatie bij de inwoner").check()
    cora.page.get_by_label("Toelichting").fill("Gevonden op straat, zegt alleen haar naam.")
    cora.page.get_by_label(re.compile("functionaris gegevensbescherming dit ziet")).check()
    cora.page.get_by_role("button", name="Vraag noodtoegang").click()
    cora.kijk("Gerda Wolfeschlegelsteinhausenbergerdorff")
    for pad in (f"trajecten/{traject.id}", f"inwoners/{inwoner.id}/trajecten", "inwoners/noodtoegang"):
        cora.ga(f"/borne/{pad}")
        cora.kijk()
