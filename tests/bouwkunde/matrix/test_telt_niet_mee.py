"""What one may not see counts for nothing: with and without the others' stories, every page is the same to the letter.

A number, a page count, a choice in a list, an order or an empty place would betray that there is more.
"""

import re

import pytest

from ketens.rechten import Recht, Rol
from tests.bouwkunde.matrix.lopen import Wandeling
from tests.bouwkunde.matrix.opstelling import Opstelling
from tests.bouwkunde.matrix.ploeg import BEZETTINGEN, VERHAAL_VAN, Relatie
from tests.bouwkunde.matrix.post import EENMALIG
from tests.bouwkunde.routes import Weg
from tests.merken import OP_SQLITE

# What was told when; each adds a story that is none of theirs who look. The first four are what they may know.
EERST = "kompaan"
ERBIJ = ("schakel", "verte", "buur")
ZOEK = ("Naamqaf", "Voorqaf naamqaf", "0611000061", "0611000051", "01-03-1940", "7661QF", "999900390", "Naamqafbuurxb")

# Who keeps the mail going in the gemeente sees each mail that fails, and whose it is of none.
STORINGEN = {"rapportage.start", "beheer.post"}

# What a beheerder sets up and answers for is of the whole gemeente, and each story lays a row there: by which service
# one signs in, how long what is kept, and how many of what were destroyed. Of residents they see nothing (regels.ZIET).
VAN_DE_GEMEENTE = {
    *("aanmelddienst.groepen", "aanmelddienst.koppelingen"),
    *("bewaren.voorstel", "bewaren.termijnen", "bewaren.vernietigingen", "bewaren.verklaring"),
}

# When a browser or an account was seen last: another minute is another page, and no story is in it.
LAATST_GEZIEN = {"gebruikers.aangemeld", "beheer.account"}
MOMENT = re.compile(r"\d\d-\d\d-\d{4} \d\d:\d\d")

# A new codeapp is offered another secret each time, and its form holds that sealed.
NIEUWE_SLEUTEL = re.compile(r'<svg [^>]*aria-label="QR-code.*?</li>|<input[^>]*name="zegel"[^>]*>', re.DOTALL)


def telt_mee(rol: Rol, weg: Weg, erbij: str) -> bool:
    """Tell what does count: figures are of the keten in the whole gemeente; in the log each look is a row itself."""
    if rol == Rol.FG:
        return erbij != "verte" or weg.recht == Recht.LOGBOEK_INZIEN
    if rol == Rol.BEHEERDER:
        return erbij != "verte" and weg.endpoint in STORINGEN | VAN_DE_GEMEENTE
    eigen, ander = BEZETTINGEN[VERHAAL_VAN[rol][Relatie.EIGEN]], BEZETTINGEN[erbij]
    zelfde_keten = (eigen.gemeente, eigen.keten) == (ander.gemeente, ander.keten)
    return zelfde_keten and (rol == Rol.PROJECTLEIDER or weg.recht == Recht.CIJFERS_INZIEN)


@OP_SQLITE
@pytest.mark.parametrize("rol", list(Rol))
def test_met_de_verhalen_van_anderen_erbij_is_elke_pagina_gelijk(opstelling: Opstelling, rol: Rol):
    anders, zonder = [], _paginas(opstelling, rol, EERST)
    assert len(zonder) >= 2
    for erbij in ERBIJ:
        met = _paginas(opstelling, rol, erbij)
        for (regel, wat), (weg, tekst) in met.items():
            if not telt_mee(rol, weg, erbij) and zonder[regel, wat][1] != tekst:
                anders.append(f"{regel} {wat} verandert met het verhaal {erbij} erbij")
        zonder = met
    assert not anders, "\n".join(anders)


def _paginas(opstelling: Opstelling, rol: Rol, moment: str) -> dict[tuple[str, str], tuple[Weg, str]]:
    """Return every page of one's own and the answer to every search, but for what is new each time."""
    opstelling.ververs(moment)
    paginas = {}
    with opstelling.kijk() as kijker:
        wandeling = Wandeling(opstelling, rol, kijker)
        for weg in wandeling.wegen("GET"):
            if rol in weg.rollen:
                tekst = wandeling.vraag(weg, Relatie.EIGEN).antwoord.get_data().decode(errors="replace")
                tekst = MOMENT.sub("", tekst) if weg.endpoint in LAATST_GEZIEN else tekst
                tekst = NIEUWE_SLEUTEL.sub("", tekst) if weg.endpoint == "tweefactor.nieuwe_codeapp" else tekst
                paginas[weg.regel.rule, ""] = weg, EENMALIG.sub("", tekst)
        for weg in wandeling.wegen("POST"):
            for zoek in ZOEK if weg.endpoint == "inwoners.zoeken" and rol in weg.rollen else ():
                velden = {"csrf_token": wandeling.klant.token, "zoek": zoek}
                stap = wandeling.vraag(weg, Relatie.EIGEN, methode="POST", data=velden)
                paginas[weg.regel.rule, zoek] = weg, EENMALIG.sub("", stap.antwoord.get_data(as_text=True))
    return paginas
