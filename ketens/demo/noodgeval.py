"""Someone whom the coördinator is not involved with: from before the gemeente coordinated, and still with Wijkracht.

The one person of the demo whose name is given away (handleiding, Coördineren): to break the glass for.
"""

from dataclasses import replace
from datetime import date

from ketens.demo.kalender import Agenda
from ketens.demo.organisaties import KETEN
from ketens.demo.verhalen import Rolverdeling, Verhaal, formulier
from ketens.inwoners.handelingen import maak_inwoner
from ketens.inwoners.noodtoegang import neem_noodtoegang
from ketens.kern.db import db
from ketens.trajecten.handelingen import noteer_notitie, start

NAAM, GEBOREN = ("Hennie", "Noordkamp"), date(1943, 5, 4)


def bij_wijkracht(rol: Rolverdeling, agenda: Agenda) -> Verhaal:
    """Began at Wijkracht; the second coördinator was called about it on a day off of theirs."""
    yield agenda.geleden(40)
    persoon = replace(rol.persoon, voornaam=NAAM[0], tussenvoegsel=None, achternaam=NAAM[1], geboortedatum=GEBOREN)
    inwoner = maak_inwoner(**persoon.gegevens(rol.kans))  # type: ignore[arg-type]
    db.session.flush()
    traject = start(
        inwoner, keten_code=KETEN, organisatie_id=rol.ploeg.organisatie_ids["wijkracht"], herkomst="zelf", door=None
    )
    noteer_notitie(traject, tekst="Meldde zich bij het inloopspreekuur. Wil eerst zelf oefenen.", door=rol.regie)
    yield agenda.geleden(6, 11)
    neem_noodtoegang(
        formulier_id=formulier(f"{persoon.sleutel}-nood"),
        geboortedatum=GEBOREN,
        achternaam=NAAM[1],
        keten_code=KETEN,
        reden="naaste",
        toelichting="De zoon belt: zijn moeder is gevallen en Wijkracht is vandaag dicht.",
        door=rol.ploeg.collega,
    )
