"""The form of a count: the fields of its activity, with today already filled in."""

from datetime import date
from typing import Any, cast

from wtforms import StringField

from ketens.catalogus.activiteit import Activiteit
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import KeuzeVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import DatumVeld, GetalVeld, TekstvakVeld, TekstVeld, Verplicht
from ketens.tellingen import perioden
from ketens.tellingen.handelingen import geldend_op
from ketens.tellingen.models import Telling

GEEN_DAG = "Vul de dag in."


class TelForm(EenmaligFormulier):
    """Count an activity; `voor` adds its fields."""

    activiteit: Activiteit
    bron = TekstVeld(
        "Bron van oude cijfers", lengte=120, description="Alleen als niemand dit hier telde. Bijvoorbeeld: Monitor 2025"
    )
    opmerking = TekstvakVeld(
        "Opmerking", lengte=500, description="Schrijf geen namen op.", render_kw={"rows": 2, "autocomplete": "off"}
    )
    # The button that adds a second count to the same day sends this.
    toch = StringField()

    @classmethod
    def voor(cls, activiteit: Activiteit, eerste: date, **begin: Any) -> "TelForm":
        """Return the form of an activity, with the day or period `eerste` chosen."""
        velden: dict[str, Any] = {
            veld.sleutel: GetalVeld(veld.naam, description=veld.hint) for veld in activiteit.velden
        }
        if activiteit.per == "dag":
            velden["datum"] = DatumVeld("Datum", [Verplicht(GEEN_DAG)], toekomst=False)
            begin["datum"] = eerste
        else:
            keuzes = perioden.keuzes(activiteit.per, vandaag())
            if eerste.isoformat() not in dict(keuzes):
                keuzes.append((eerste.isoformat(), perioden.naam(activiteit.per, eerste)))
            velden["datum"] = KeuzeVeld(activiteit.per.capitalize(), [Verplicht(GEEN_DAG)], choices=keuzes)
            begin["datum"] = eerste.isoformat()
        form = cast("TelForm", type(f"{cls.__name__}Van", (cls,), velden)(**begin))
        form.activiteit = activiteit
        return form

    @property
    def tellers(self) -> list[Any]:
        """The fields with a number."""
        return [self[veld.sleutel] for veld in self.activiteit.velden]

    def al_geteld(self) -> Telling | None:
        """Return the count that stands in the way of what was sent, so that the page can say what to do."""
        dag = self["datum"].data
        if not self.is_submitted() or not dag or self["datum"].errors:
            return None
        eerste = dag if isinstance(dag, date) else date.fromisoformat(dag)
        return geldend_op(self.activiteit.code, perioden.begin(self.activiteit.per, eerste))

    @property
    def ingevuld(self) -> dict[str, Any]:
        """The fields as `tel` and `corrigeer` take them."""
        dag = self["datum"].data
        return {
            "formulier_id": self.formulier_id.data,
            "datum": dag if isinstance(dag, date) else date.fromisoformat(dag),
            "aantallen": {veld.sleutel: self[veld.sleutel].data for veld in self.activiteit.velden},
            "bron": self.bron.data,
            "opmerking": self.opmerking.data,
        }


class CorrectieForm(TelForm):
    """Correct a count, with a word about why."""

    reden = TekstVeld("Waarom corrigeert u?", [Verplicht("Vul in waarom u corrigeert.")], lengte=200)

    @classmethod
    def van(cls, telling: Telling) -> "CorrectieForm":
        """Return the form with the figures as they are."""
        begin = {"bron": telling.bron, "opmerking": telling.opmerking, **telling.aantallen}
        return cast("CorrectieForm", cls.voor(telling.activiteit, telling.datum, **begin))


class TerugForm(Formulier):
    """Take a count back, with a word about why."""

    reden = TekstVeld("Waarom telt dit niet mee?", [Verplicht("Vul in waarom dit niet meetelt.")], lengte=200)
