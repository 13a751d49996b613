"""Emergency accesses: what waits for a judgement, and the judgement."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from ketens.gebruikers.wie import wie
from ketens.inwoners.models import Noodtoegang
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.kern.vinden import vind
from ketens.rechten import Recht
from ketens.toezicht import betrokkenen, handelingen
from ketens.toezicht import noodtoegangen as nood
from ketens.toezicht.blauwdruk import bp
from ketens.toezicht.forms import OordeelForm


@bp.get("/noodtoegang")
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def noodtoegangen() -> ResponseReturnValue:
    """What waits for a judgement first."""
    open_, klaar = nood.lijst(wie(), beoordeeld=False), nood.lijst(wie(), beoordeeld=True)
    alle = [*open_, *klaar]
    kenmerken = betrokkenen.kenmerken(toegang.inwoner_id for toegang in alle)
    bekeken = nood.bekeken(alle)
    return toon("toezicht/noodtoegangen.html", open=open_, klaar=klaar, kenmerken=kenmerken, bekeken=bekeken, nood=nood)


@bp.route("/noodtoegang/<uuid:noodtoegang_id>", methods=["GET", "POST"])
@vereist(Recht.LOGBOEK_INZIEN, vers=True)
def noodtoegang(noodtoegang_id: UUID) -> ResponseReturnValue:
    """One emergency access: why, what was looked at, and the judgement."""
    toegang = vind(Noodtoegang, noodtoegang_id)
    form = OordeelForm()
    if form.validate_on_submit() and form.lukt(
        lambda: handelingen.beoordeel(toegang, oordeel=form.oordeel.data or "", door=wie())
    ):
        return naar("toezicht.noodtoegangen", melding="Uw oordeel is bewaard.")
    kenmerken = betrokkenen.kenmerken([toegang.inwoner_id])
    bladzijde = nood.regels(toegang)
    return toon(
        "toezicht/noodtoegang.html", form=form, toegang=toegang, kenmerken=kenmerken, bladzijde=bladzijde, nood=nood
    )
