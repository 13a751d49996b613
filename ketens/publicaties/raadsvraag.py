"""One figure for the raad: the answer comes out of the whole table by wijk and quarter.

The table is protected as a whole, and so published as a whole: whoever asks wijk by wijk learns no more.
"""

from dataclasses import dataclass
from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.kern.db import nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.publicaties.handelingen import eis_gezien, leg_vast, van_formulier, vergrendel
from ketens.publicaties.kruis import te_kruisen
from ketens.publicaties.models import Publicatie
from ketens.publicaties.openbaar import vertoning
from ketens.publicaties.stukbouw import UITLEG, kruistabel
from ketens.publicaties.vertoning import WIJKEN_VERLEGD, Vertoning
from ketens.stukken.stuk import Alinea, Hoofdstuk, Stuk, Tabel
from ketens.verslagen.verslag import Verslag


@dataclass(frozen=True, slots=True)
class Kwartaaltabel:
    """One indicator by wijk and quarter as the public may see it; nothing leaves before `beantwoord` wrote it down."""

    vertoning: Vertoning
    code: str

    @property
    def naam(self) -> str:
        """What the figure is called."""
        return self.vertoning.verslag.stand.indicator(self.code).naam

    @property
    def definitie(self) -> str:
        """What it counts, in one sentence."""
        return self.vertoning.verslag.stand.indicator(self.code).definitie

    @property
    def tabel(self) -> Tabel:
        """The whole table."""
        return kruistabel(self.vertoning, self.code)

    @property
    def sleutels(self) -> frozenset[str]:
        """The keys of every cell of the table."""
        beeld, wat = self.vertoning.beeld, self.vertoning.beeld.geteld(self.code)
        cellen = {wat.sleutel} | {wat.waar("kwartaal", str(nr)).sleutel for nr in beeld.kwartalen}
        for wijk, delen in beeld.kruizen[self.code]:
            cellen |= {wat.waar("wijk", wijk).sleutel, *(deel.sleutel for deel in delen)}
        return frozenset(cellen & beeld.cellen.keys())

    def stuk(self) -> Stuk:
        """Return the table as a document."""
        verslag = self.vertoning.verslag
        blokken = (Alinea(self.definitie), Alinea(UITLEG), self.tabel)
        return Stuk(
            code="raadsvraag",
            titel=f"{self.naam}, {verslag.jaar}",
            ondertitel=f"Openbare cijfers van de gemeente {verslag.gemeente}, {verslag.ketennaam}",
            merk="openbaar",
            gemeente=verslag.gemeente,
            gemaakt_op=vandaag(),
            hoofdstukken=(Hoofdstuk("Per wijk en kwartaal", blokken, code="kruis"),),
            bestandsnaam=f"{verslag.gemeente_slug}-{self.code.replace('_', '-')}-{verslag.jaar}",
        )


def vragen(verslag: Verslag) -> dict[str, str]:
    """Return the figures that can be asked for: code and name."""
    stand = verslag.stand
    return {code: stand.indicator(code).naam for code in te_kruisen(stand) if stand.waarde(code) is not None}


def kwartaaltabel(verslag: Verslag, code: str) -> Kwartaaltabel:
    """Return the table as the public may see it now. Raises Domeinfout when there is no such figure."""
    if code not in vragen(verslag):
        raise Domeinfout("Dit cijfer is er niet per wijk en kwartaal.", veld="indicator")
    getoond = vertoning(verslag, ook=(code,))
    if not getoond.beeld.kwartalen:
        raise Domeinfout("Er is nog geen kwartaal van dit jaar voorbij.", veld="jaar")
    if getoond.beeld.zonder_wijk:
        raise Domeinfout(WIJKEN_VERLEGD, veld="indicator")
    return Kwartaaltabel(getoond, code)


def beantwoord(
    verslag: Verslag, code: str, *, door: Wie | None, formulier_id: UUID | None = None, gezien: str | None = None
) -> tuple[Kwartaaltabel, Publicatie]:
    """Publish the table of one figure, as kind `raadsvraag`; the answer is read from what comes back.

    `gezien` is the fingerprint of the table that was looked at: another one does not go out.
    """
    formulier_id = formulier_id or nieuw_id()
    vergrendel()
    tabel = kwartaaltabel(verslag, code)
    if bestaand := van_formulier(formulier_id):
        return tabel, bestaand
    eis_gezien(tabel.stuk(), gezien)
    publicatie = leg_vast(
        tabel.vertoning, tabel.stuk(), soort="raadsvraag", door=door, formulier_id=formulier_id, alleen=tabel.sleutels
    )
    return tabel, publicatie
