"""Tests with the instrument of the verwijzing, and who did not want to go on."""

from sqlalchemy import case, func, literal, or_, select

from ketens.catalogus import Keten
from ketens.indicatoren.bron import Bron, Van, feit, mens, tekst
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.verwijzingen.models import VERGISSING, Verwijzing, Weigering

ONDER_65 = "0-64"
NIET_GEVRAAGD = "niet_gevraagd"


@feit("test")
def test(keten: Keten) -> Bron:
    """A row per test. A test without a name is a person of its own: nobody can tell whose it was."""
    code = str(keten.instrument_bij_verwijzing or "").partition("@")[0]
    per_ongeluk = select(Verwijzing.afname_id).where(
        Verwijzing.keten_code == keten.code, Verwijzing.intrekreden == VERGISSING, Verwijzing.afname_id.is_not(None)
    )
    op_naam = Afname.inwoner_id.is_not(None)
    zei = (Afname.al_getest.is_(True), literal("ja")), (Afname.al_getest.is_(False), literal("nee"))
    return Bron(
        van=Van(Afname).met(Inwoner, Inwoner.id == Afname.inwoner_id, of_niets=True),
        sleutel=Afname.id,
        moment=Afname.op,
        waar=(
            Afname.keten_code == keten.code,
            Afname.instrument.startswith(f"{code}@", autoescape=True),
            Afname.id.not_in(per_ongeluk),
        ),
        persoon=func.coalesce(mens(Inwoner), Afname.id),
        kolommen={
            "uitslag": Afname.uitslag,
            "setting": Afname.setting,
            "al_getest": case(*zei, else_=literal(NIET_GEVRAAGD)),
            "leeftijdsklasse": Afname.leeftijdsklasse,
            "verwijzer_soort": Afname.verwijzer_soort,
            "organisatie": Afname.organisatie_id,
            "pc4": Afname.pc4,
            "geslacht": tekst(Afname.geslacht),
        },
        ja_nee={
            "op_naam": op_naam,
            "vanaf_65": Afname.leeftijdsklasse != ONDER_65,
            "telt_als_persoon": or_(op_naam, Afname.al_getest.is_(False)),
        },
        over={"inwoner_id": Afname.inwoner_id, "traject_id": Afname.traject_id},
    )


@feit("weigering")
def weigering(keten: Keten) -> Bron:
    """Someone who did not want it now: a month, and nothing that leads to a person."""
    return Bron(
        van=Van(Weigering),
        sleutel=Weigering.id,
        moment=Weigering.maand,
        dag=True,
        waar=(Weigering.keten_code == keten.code,),
        kolommen={
            "reden": Weigering.reden,
            "uitslag": Weigering.uitslag,
            "verwijzer_soort": Weigering.verwijzer_soort,
        },
    )
