"""Answering for the money: the rules, SiSa, the final account."""

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue

from ketens.budgetten import budgetstuk, keuzes, paginas, regelwaarden
from ketens.budgetten.afrekenen import eindbeeld, vind_regeling
from ketens.budgetten.blauwdruk import bp
from ketens.budgetten.regels import MET_PROCENT, SISA_CODE, Uitwerking, honderdsten, waarden
from ketens.budgetten.regelwaarden import RegelForm, SisaForm
from ketens.budgetten.sisa import inleverdag
from ketens.catalogus import catalogus
from ketens.catalogus.regeling import Regel
from ketens.gebruikers.wie import wie
from ketens.kern.pagina import naar, toon
from ketens.kern.poort import vereist
from ketens.rechten import Recht


@bp.get("/regels/")
@vereist(Recht.BUDGET_INZIEN)
def regels() -> ResponseReturnValue:
    """Show every regeling with its days and rules, and what the gemeente filled in itself."""
    eigen = waarden()
    per_regeling = [
        (regeling, [Uitwerking(regel, honderdsten(regel, eigen), eigen.get(regel.code)) for regel in regeling.regels])
        for regeling in catalogus().regelingen
    ]
    return toon("budgetten/regels.html", regelingen=per_regeling, sisa_code=budgetstuk.sisa_code(), kan=MET_PROCENT)


@bp.route("/regels/<string:code>", methods=["GET", "POST"])
@vereist(Recht.BUDGET_BEHEREN)
def regel(code: str) -> ResponseReturnValue:
    """Fill in what the catalogue does not know."""
    alle: dict[str, Regel] = {
        r.code: r for regeling in catalogus().regelingen for r in regeling.regels if r.soort in MET_PROCENT
    }
    if code != SISA_CODE and code not in alle:
        abort(404)
    eigen = waarden().get(code)
    form: Any = SisaForm.voor(eigen) if code == SISA_CODE else RegelForm.voor(eigen)
    if form.validate_on_submit() and form.lukt(lambda: regelwaarden.bewaar(code, form, eigen, door=wie())):
        return naar("budgetten.regels", melding="De waarde is bewaard.")
    return toon("budgetten/regel.html", form=form, code=code, regel=alle.get(code), eigen=eigen)


def invulbaar() -> dict[str, Regel]:
    """Return the rules with a percentage, which the gemeente may know better."""
    alle = (regel for regeling in catalogus().regelingen for regel in regeling.regels)
    return {str(regel.code): regel for regel in alle if regel.soort in MET_PROCENT}


@bp.get("/sisa")
@vereist(Recht.BUDGET_INZIEN)
def sisa() -> ResponseReturnValue:
    """Show what is answered for to the Rijk."""
    jaar = paginas.gekozen_jaar()
    return toon(
        "budgetten/sisa.html",
        jaar=jaar,
        jaren=keuzes.jaren(),
        tabel=budgetstuk.sisa_tabel(jaar),
        regeling=budgetstuk.regelingnaam(jaar),
        code=budgetstuk.sisa_code(),
        uiterlijk=inleverdag(jaar),
        vorige=inleverdag(jaar - 1),
    )


@bp.get("/eindafrekening")
@vereist(Recht.BUDGET_INZIEN)
def eindafrekening() -> ResponseReturnValue:
    """Show what was granted against what was spent, over all years of a regeling, and what goes back."""
    beeld = eindbeeld(vind_regeling(request.args.get("regeling")))
    return toon(
        "budgetten/eindafrekening.html",
        beeld=beeld,
        nu=budgetstuk.eind_tabel(beeld),
        verwacht=budgetstuk.eind_tabel(beeld, verwacht=True),
        regelingen=catalogus().regelingen,
    )
