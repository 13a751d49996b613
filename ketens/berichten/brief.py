"""What stands in a letter to a resident: B1 Dutch, the number that will call, how to say no. Of this keten."""

from typing import Any

from ketens.berichten.models import Bericht
from ketens.berichten.soorten import SOORTEN, voluit
from ketens.gebruikers.models import Gemeente
from ketens.inwoners.models import Geslacht, Inwoner
from ketens.kern.klok import vandaag
from ketens.kern.pagina import telefoon
from ketens.kern.qr import qr
from ketens.trajecten.instellingen import Keteninstelling

SJABLOON = "brief.typ"
AANSPREEKVORM = {Geslacht.VROUW: "mevrouw", Geslacht.MAN: "meneer"}
# To what one can say no: a message of a change asks for nothing.
MET_KEUZE = ("uitnodiging", "aanbod")


def brief(bericht: Bericht, keten: Keteninstelling, gemeente: Gemeente) -> dict[str, Any]:
    """Return what `documenten/brief.typ` prints of one letter."""
    wat, inwoner, nummer = SOORTEN[bericht.soort], bericht.inwoner, telefoon(keten.telefoon)
    inhoud = bericht.inhoud or {}
    return {
        "gemeente": f"Gemeente {gemeente.naam}",
        "organisatie": keten.organisatie.naam if keten.organisatie.naam != f"Gemeente {gemeente.naam}" else "",
        "adres": adresregels(inwoner, gemeente.naam),
        "dag": voluit(vandaag()),
        "kenmerk": bericht.traject.kenmerk,
        "kop": wat.kop,
        "aanhef": f"Beste {aanspreking(inwoner)},",
        "zinnen": [regel for zin in wat.zinnen(inhoud) for regel in zin.splitlines() if regel.strip()],
        "bellen": [f"Hebt u een vraag? Bel ons op {nummer}.", f"Bellen wij u? Dan ziet u ook dit nummer: {nummer}."],
        # Where it can be answered on the web: a drawing of the address, that a telephone reads.
        "code": qr(inhoud["link"]).svg if inhoud.get("link") else None,
        "nee": _nee(bericht.soort, nummer),
        "groet": keten.organisatie.naam,
    }


def adresregels(inwoner: Inwoner, gemeente: str) -> list[str]:
    """Return the lines in the window of the envelope; where the street or place is not known the post finds it."""
    postcode = inwoner.postcode or ""
    return [
        inwoner.naam,
        f"{inwoner.straat or 'Huisnummer'} {inwoner.huisnummer}",
        f"{postcode[:4]} {postcode[4:]}  {(inwoner.plaats or gemeente).upper()}",
    ]


def _nee(soort: str, nummer: str) -> list[str]:
    if soort in MET_KEUZE:
        return [f"Wilt u niet meedoen? Dat mag. Bel ons op {nummer}. U hoeft niet te zeggen waarom."]
    return ["Wilt u geen brieven meer? Bel ons. Dan spreken wij iets anders met u af."]


def aanspreking(inwoner: Inwoner) -> str:
    """Return `mevrouw Van Dijk`, or the whole name where the sex is not known."""
    vorm = AANSPREEKVORM.get(inwoner.geslacht)
    if vorm is None:
        return inwoner.naam
    achternaam = " ".join(deel for deel in (inwoner.tussenvoegsel, inwoner.achternaam) if deel)
    return f"{vorm} {achternaam[:1].upper()}{achternaam[1:]}"
