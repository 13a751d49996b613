"""Mail to who leads a group or one session of it: what to look at, and nobody's name."""

from flask import current_app

from ketens.gebruikers.models import Account, Gemeente
from ketens.groepen.models import Groep, Vervanging
from ketens.kern.db import db, nieuw_id
from ketens.kern.mailadres import is_mailadres
from ketens.kern.pagina import tijdstip
from ketens.post.handelingen import mail


def schrijf_trainers(groep: Groep, onderwerp: str) -> None:
    """Mail who leads the group that they must look at it."""
    pagina = _adres(groep, f"groepen/{groep.id}")
    zinnen = [f"{onderwerp}. Bekijk de groep in ketens:", pagina, "", "Deelnemers krijgen zelf bericht."]
    for trainer in (rij.account for rij in groep.trainers if rij.tot is None):
        _schrijf(trainer, groep, onderwerp, zinnen)


def schrijf_vervanger(vervanging: Vervanging, onderwerp: str) -> None:
    """Mail who leads this session in place of the group's own trainer: when, where, and from when they see it."""
    sessie, groep = vervanging.bijeenkomst, vervanging.groep
    zinnen = [f"{onderwerp}.", f"Het gaat om {groep.naam}, op {tijdstip(sessie.begint_op)}, {groep.locatie}."]
    if sessie.afgelast_op or vervanging.ingetrokken_op:
        zinnen.append("U hoeft niet te komen.")
    else:
        zinnen.append("Van de dag ervoor tot en met de dag erna ziet u hier wie er meedoen:")
        zinnen.append(_adres(groep, f"bijeenkomsten/{sessie.id}/aanwezigheid"))
    _schrijf(vervanging.account, groep, onderwerp, zinnen)


def _schrijf(aan: Account, groep: Groep, onderwerp: str, zinnen: list[str]) -> None:
    if is_mailadres(aan.email):
        inhoud = "\n".join(["Goedendag,", "", *zinnen, ""])
        mail(aan=aan.email, sleutel=f"groep:{groep.id}:{nieuw_id().hex}", onderwerp=onderwerp, inhoud=inhoud)


def _adres(groep: Groep, pad: str) -> str:
    gemeente = db.session.get_one(Gemeente, groep.gemeente_id)
    return f"{current_app.extensions['ketens'].adres}/{gemeente.slug}/{pad}"
