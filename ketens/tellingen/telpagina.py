"""What the page shows on which someone counts; the start page of a teller is the same one."""

from typing import Any

from ketens.catalogus.activiteit import Activiteit
from ketens.gebruikers.wie import Wie
from ketens.tellingen import handelingen, overzichten, perioden
from ketens.tellingen.forms import TelForm


def telpagina(wie: Wie, activiteit: Activiteit | None, form: TelForm | None = None) -> dict[str, Any]:
    """Return the form of an activity, what else can be counted, and the last times."""
    if activiteit is None:
        return {"activiteit": None, "form": None}
    form = form or TelForm.voor(activiteit, overzichten.voorstel(activiteit))
    vorige = overzichten.vorige_keren(activiteit)
    return {
        "activiteit": activiteit,
        "form": form,
        "activiteiten": overzichten.activiteiten(wie.ketens),
        "vorige": [(rij, perioden.naam(activiteit.per, rij.datum), handelingen.in_woorden(rij)) for rij in vorige],
        "al_geteld": form.al_geteld(),
    }
