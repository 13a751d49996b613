"""What the pages with a form do with what was typed: by their version, and empty means gone."""

from flask import abort

from ketens.gebruikers.wie import wie
from ketens.indicatoren import handelingen, overzichten
from ketens.indicatoren.forms import DoelForm, DoelgroepForm
from ketens.indicatoren.overzichten import Doelregel, Groepregel, gewijzigd
from ketens.kern.fouten import Domeinfout


def bewaar_doelgroep(form: DoelgroepForm, regel: Groepregel, jaar: int) -> None:
    """Keep how many people a group counts; without a number it is not filled in. Raises `Domeinfout`."""
    if regel.dit:
        form.controleer_versie(regel.dit, gewijzigd(regel.dit.gewijzigd_op, regel.dit.gewijzigd_door_id))
    if form.aantal.data is None:
        handelingen.wis_doelgroep(jaar=jaar, groep_code=regel.groep.code)
        return
    if form.peildatum.data is None:
        raise Domeinfout("Vul in op welke dag dit zo was.", veld="peildatum")
    if not form.bron.data:
        raise Domeinfout("Vul in waar het aantal vandaan komt.", veld="bron")
    handelingen.zet_doelgroep(
        jaar=jaar,
        groep_code=regel.groep.code,
        aantal=form.aantal.data,
        peildatum=form.peildatum.data,
        bron=form.bron.data,
        door=wie(),
    )


def groepregel(jaar: int, groep_code: str) -> Groepregel:
    """Return a group of people of a keten of this hat; 404 for anything else, huge years too."""
    regels = overzichten.groepen(wie().ketens, jaar) if jaar in overzichten.jaren() else ()
    return next((r for r in regels if r.groep.code == groep_code), None) or abort(404)


def doelregel(jaar: int, keten_code: str, indicator_code: str) -> Doelregel:
    """Return what may be aimed at, of a keten of this hat; 404 for anything else."""
    mag = jaar in overzichten.jaren() and keten_code in wie().ketens
    regels = overzichten.doelen([keten_code], jaar) if mag else ()
    return next((r for r in regels if r.indicator.code == indicator_code), None) or abort(404)


def bewaar_doel(form: DoelForm, regel: Doelregel, jaar: int) -> None:
    """Keep an aim; left empty, that of the catalogue counts again. Raises `Domeinfout`."""
    if regel.eigen:
        form.controleer_versie(regel.eigen, gewijzigd(regel.eigen.gewijzigd_op, regel.eigen.gewijzigd_door_id))
    handelingen.zet_doel(
        jaar=jaar,
        keten_code=regel.keten_code,
        indicator_code=regel.indicator.code,
        waarde=form.waarde.data,
        door=wie(),
    )


def bewaar_gebied(pc4: str, wijk: str | None) -> None:
    """Keep the wijk of a postcode area; left empty, it goes by its digits."""
    if wijk:
        handelingen.zet_gebied(pc4=pc4, wijk=wijk, door=wie())
    else:
        handelingen.wis_gebied(pc4=pc4)
