"""The form with which a beheerder lays down the ground of one flow."""

from typing import Any

from ketens.catalogus import GRONDSLAGEN, UITZONDERINGEN
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import RondjesVeld, VinkVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import DatumVeld, TekstvakVeld, TekstVeld, Verplicht
from ketens.verwerkingen.regels import waarschuwing
from ketens.verwerkingen.stand import Stroomstand

_GRONDSLAGEN = [(code, f"{deel.naam} ({deel.artikel})") for code, deel in GRONDSLAGEN.items()]
_UITZONDERINGEN = [
    (code, f"{deel.naam} ({deel.artikel}{'; te controleren' if deel.te_controleren else ''})")
    for code, deel in UITZONDERINGEN.items()
]
VELDEN = (
    "vanaf", "grondslag", "wet", "uitzondering", "verantwoordelijke", "ontvangers", "bewaartermijn", "opmerking",
)  # fmt: skip


class VerwerkingForm(EenmaligFormulier):
    """The ground of one flow, from a day on."""

    vanaf = DatumVeld(
        "Vanaf welke dag geldt dit?",
        [Verplicht("Vul de dag in waarop dit begint.")],
        description="Een dag in de toekomst mag. Tot die dag geldt wat er nu staat.",
    )
    grondslag = RondjesVeld("Grondslag", [Verplicht("Kies een grondslag.")], choices=_GRONDSLAGEN)
    toch = VinkVeld("Toch vastleggen, met medeweten van de functionaris gegevensbescherming")
    wet = TekstVeld(
        "Wet of regeling",
        lengte=300,
        description="Altijd nodig bij een wettelijke plicht en bij een taak van algemeen belang. Noem ook het artikel.",
    )
    uitzondering = RondjesVeld(
        "Waarom mogen gezondheidsgegevens mee?",
        [Verplicht("Kies een uitzondering, of kies dat er geen gezondheidsgegevens in zitten.")],
        choices=_UITZONDERINGEN,
    )
    verantwoordelijke = TekstVeld(
        "Wie is verwerkingsverantwoordelijke?",
        [Verplicht("Vul in wie verantwoordelijk is.")],
        lengte=200,
        description="De naam van een organisatie, niet van een medewerker.",
    )
    ontvangers = TekstvakVeld("Wie krijgt de gegevens?", [Verplicht("Vul in wie de gegevens krijgt.")], lengte=400)
    bewaartermijn = TekstVeld("Hoe lang bewaart u de gegevens?", [Verplicht("Vul de bewaartermijn in.")], lengte=200)
    opmerking = TekstvakVeld(
        "Opmerking",
        lengte=1000,
        description="Bijvoorbeeld waarom dit wijzigt. Alleen beheerders en de functionaris lezen dit.",
    )

    @property
    def velden(self) -> dict[str, Any]:
        """What was filled in, by the names of the handeling."""
        gegeven = {naam: self[naam].data for naam in VELDEN}
        return gegeven | {
            "formulier_id": self.formulier_id.data,
            "wet": self.wet.data or "",
            "opmerking": self.opmerking.data or "",
            "toch": bool(self.toch.data),
        }

    def vraagt_vinkje(self, stand: Stroomstand) -> bool:
        """Whether the ground that was chosen raises a warning, so that the tick must be shown."""
        return waarschuwing(stand.stroom, self.grondslag.data or "") is not None


def verwerking_form(stand: Stroomstand, gemeente: str) -> VerwerkingForm:
    """Return the form with what stands there now; the first time with the words of the catalogue.

    The legal choices are never filled in for someone who has not made them yet.
    """
    staat = stand.rijen[0] if stand.rijen else None
    gegevens: dict[str, Any] = stand.stroom.voorstel.in_gemeente(gemeente)
    if staat is not None:
        gegevens = {naam: getattr(staat, naam) for naam in VELDEN if naam != "opmerking"}
    return VerwerkingForm(**(gegevens | {"vanaf": vandaag()}))
