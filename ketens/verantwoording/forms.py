"""Forms of the calendar and of questionnaires."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from wtforms import HiddenField

from ketens.catalogus import catalogus
from ketens.catalogus.verantwoording import Verantwoording
from ketens.kern.forms import EenmaligFormulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, Verplicht
from ketens.verantwoording.raadsvraag import GEMEENTE, HEEL, RANG, te_vragen, wijken

LANG = 2000
GEEN_NAMEN = "Schrijf geen namen van inwoners op."


class TermijnForm(VersieFormulier):
    """The day that holds in this gemeente; empty for the national one."""

    termijn = DatumVeld(
        "Uiterste dag in uw gemeente",
        description="Bijvoorbeeld 14-11-2026. Laat leeg om de dag uit de lijst te gebruiken.",
    )


class AntwoordForm(VersieFormulier):
    """What the figures don't answer; `voor` adds a field for each such question."""

    plicht: Verantwoording

    @classmethod
    def voor(cls, plicht: Verantwoording, getypt: Mapping[str, str], versie: int) -> "AntwoordForm":
        """Return the form with what was typed before."""
        velden: dict[str, Any] = {
            veldnaam(vraag.nummer): TekstvakVeld(
                f"{vraag.nummer}. {vraag.vraag}", lengte=LANG, render_kw={"rows": 3}, description=GEEN_NAMEN
            )
            for vraag in plicht.vragen
            if vraag.zelf
        }
        soort = cast("type[AntwoordForm]", type("AntwoordFormVan", (cls,), velden))
        form = soort(versie=str(versie), **{veldnaam(nummer): tekst for nummer, tekst in getypt.items()})
        form.plicht = plicht
        return form

    @property
    def ingevuld(self) -> dict[str, str]:
        """What was typed, by the number of the question."""
        vragen = [vraag.nummer for vraag in self.plicht.vragen if vraag.zelf]
        return {nummer: tekst for nummer in vragen if (tekst := self[veldnaam(nummer)].data)}


def veldnaam(nummer: str) -> str:
    """Return the name of the field of a question."""
    return f"vraag_{nummer}"


class RaadsvraagForm(EenmaligFormulier):
    """Which figure, of which wijk, over which period; `voor` says what can be chosen.

    `gezien` is the fingerprint of the table that was shown: empty, and the table is shown first.
    """

    gezien = HiddenField()
    cijfer = KeuzeVeld("Welk cijfer?", [Verplicht("Kies een cijfer.")])
    jaar = KeuzeVeld("Jaar", [Verplicht("Kies een jaar.")])
    periode = KeuzeVeld("Periode", [Verplicht("Kies een periode.")])
    wijk = KeuzeVeld("Wijk of dorp", [Verplicht("Kies een wijk of de hele gemeente.")])

    @classmethod
    def voor(cls, ketens: Sequence[str], jaren: Sequence[int]) -> "RaadsvraagForm":
        """Return the form for these ketens and years, the newest year that is over chosen."""
        form = cls(jaar=str(jaren[min(1, len(jaren) - 1)]) if jaren else None)
        form.cijfer.choices = [
            (f"{code}:{een.code}", f"{catalogus().keten(code).naam}: {een.naam}")
            for code in ketens
            for een in te_vragen(code)
        ]
        form.jaar.choices = [(str(jaar), str(jaar)) for jaar in jaren]
        form.periode.choices = [(HEEL, "Het hele jaar"), *((naam, naam) for naam in RANG)]
        form.wijk.choices = [(HEEL, GEMEENTE), *((wijk, wijk) for wijk in wijken())]
        return form

    @property
    def gevraagd(self) -> tuple[str, int, str]:
        """The figure, the year and the period."""
        return self.cijfer.data or "", int(self.jaar.data or 0), self.periode.data or ""
