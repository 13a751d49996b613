"""Accepting and refusing."""

from uuid import UUID

from markupsafe import Markup

from ketens.inwoners.models import Inwoner
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.pagina import datum
from ketens.kern.velden import TekstvakVeld, Verplicht
from ketens.verwijzingen.models import Verwijzing

NIEUW = "nieuw"


class AannameForm(Formulier):
    """Accept; where someone may be known already, say who it is."""

    wie_is_het = RondjesVeld("Wie is dit?", [Verplicht("Kies of dit een nieuwe inwoner is, of iemand die u al kent.")])

    @classmethod
    def voor(cls, kandidaten: list[Inwoner]) -> "AannameForm":
        """Return the form; without anyone alike there is nothing to choose, and it is a new resident.

        Whoever chose someone who is no longer among them is asked again.
        """
        form = cls()
        nummers = [f"{nummer}. " if len(kandidaten) > 1 else "" for nummer in range(1, len(kandidaten) + 1)]
        gelijken = [(str(inwoner.id), dezelfde(inwoner, nr)) for inwoner, nr in zip(kandidaten, nummers, strict=True)]
        form.wie_is_het.choices = [(NIEUW, "Dit is een nieuwe inwoner"), *gelijken]
        if not gelijken and not form.wie_is_het.raw_data:
            form.wie_is_het.data = NIEUW
        return form

    def gekozen(self, kandidaten: list[Inwoner]) -> Inwoner | None:
        """Return who it is, or None for someone new."""
        if self.wie_is_het.data in (None, NIEUW):
            return None
        id_ = UUID(self.wie_is_het.data)
        return next(inwoner for inwoner in kandidaten if inwoner.id == id_)


class WeigerForm(Formulier):
    """Refuse, with a reason of the keten."""

    reden = KeuzeVeld("Reden", [Verplicht("Kies een reden.")])
    bericht = TekstvakVeld(
        "Bericht aan de verwijzer",
        lengte=1000,
        description="De verwijzer leest dit, samen met de reden.",
        render_kw={"rows": 3},
    )

    @classmethod
    def voor(cls, verwijzing: Verwijzing) -> "WeigerForm":
        """Return the form with the reasons under which it was sent."""
        form = cls()
        redenen = [(keuze.code, keuze.naam) for keuze in verwijzing.keten.triage.weigerredenen]
        form.reden.choices = [("", "Kies een reden"), *redenen]
        return form


def dezelfde(inwoner: Inwoner, nummer: str) -> Markup:
    """Return the choice that says that it is this one."""
    geboren = datum(inwoner.geboortedatum) or "op een onbekende datum"
    zin = Markup('Dit is dezelfde als {}{}, <span class="nw">geboren {}</span>')
    return zin.format(nummer, inwoner.naam, geboren)
