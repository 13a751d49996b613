"""What a gemeente fills in itself: a percentage that nobody found, the code of SiSa; with who says so."""

import re
from typing import Any

from wtforms import HiddenField

from ketens.budgetten.models import Regelwaarde
from ketens.budgetten.regels import SISA_CODE, procent_in_woorden
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.forms import Formulier
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.leesvelden import GelezenVeld
from ketens.kern.velden import TekstVeld, Verplicht

_PROCENT = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?")
VERANDERD = "Iemand anders heeft dit net gewijzigd. Vergelijk, en verstuur nog een keer."


class ProcentVeld(GelezenVeld):
    """A percentage as people write it ("12,5%"); `data` is hundredths of a percent."""

    def lees(self, tekst: str) -> Any:
        """Read it."""
        if not tekst.strip():
            return None
        gelezen = _PROCENT.fullmatch(tekst.strip())
        waarde = int(gelezen[1]) * 100 + int((gelezen[2] or "").ljust(2, "0")) if gelezen else -1
        if not 0 <= waarde <= 10_000:
            raise ValueError("Vul een percentage van 0 tot en met 100 in, bijvoorbeeld 12,5.")
        return waarde

    def schrijf(self, waarde: Any) -> str:
        """Write it."""
        return "" if waarde is None else procent_in_woorden(waarde)


class _Vorm(Formulier):
    versie = HiddenField()
    bron = TekstVeld("Waar staat dit?", [Verplicht("Schrijf op waar dit staat.")], lengte=200)

    @classmethod
    def voor(cls, eigen: Regelwaarde | None) -> "_Vorm":
        """Return the form, filled with what stands there."""
        if eigen is None:
            return cls(data={"versie": "0"})
        return cls(data={"versie": str(eigen.versie), "bron": eigen.bron, "waarde": eigen.waarde, "code": eigen.code})


class RegelForm(_Vorm):
    """A percentage; empty takes it away."""

    waarde = ProcentVeld("Percentage", description="Bijvoorbeeld 12,5. Leeg: niet ingevuld.")


class SisaForm(_Vorm):
    """The code of the regeling in SiSa."""

    code = TekstVeld("Code in SiSa", lengte=60, description="Leeg: niet ingevuld.")


def bewaar(code: str, form: Any, eigen: Regelwaarde | None, *, door: Wie) -> None:
    """Keep what was filled in. Raises Domeinfout when someone else was first."""
    if (form.versie.data or "0") != (str(eigen.versie) if eigen else "0"):
        raise Domeinfout(VERANDERD)
    rij = eigen or Regelwaarde(regel_code=code)
    if eigen is None:
        db.session.add(rij)
    if code == SISA_CODE:
        rij.code = form.code.data or ""
    else:
        rij.waarde = form.waarde.data
    rij.bron, rij.gewijzigd_op, rij.gewijzigd_door_id = form.bron.data or "", nu(), door.account_id
