"""How many people there are and which village a postcode is: invented, and the source says so."""

from collections.abc import Iterator
from datetime import date, datetime

from ketens.demo.ploeg import Ploeg
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.handelingen import zet_doelgroep, zet_gebied
from ketens.kern.klok import moment
from ketens.rechten import Rol

BRON = "voorbeeldcijfer (demo)"
LEIDT = {"borne": "projectleider", "tubbergen": "regio"}
# On 1 January, in the order of AANTALLEN; births are those of the year before.
CODES = ("inwoners", "inwoners_18plus", "inwoners_65plus", "thuiswonende_65plus", "geboorten")
AANTALLEN: dict[str, dict[int, tuple[int, ...]]] = {
    "borne": {
        2023: (24_110, 19_290, 5_060, 4_910, 228),
        2024: (24_240, 19_420, 5_140, 4_990, 221),
        2025: (24_370, 19_560, 5_220, 5_070, 217),
        2026: (24_500, 19_690, 5_300, 5_150, 214),
    },
    "tubbergen": {
        2023: (21_320, 16_950, 4_540, 4_420, 231),
        2024: (21_380, 17_010, 4_620, 4_490, 226),
        2025: (21_450, 17_090, 4_700, 4_570, 224),
        2026: (21_510, 17_160, 4_790, 4_650, 219),
    },
}
GEBIEDEN = {
    "borne": {"7621": "Borne 7621", "7622": "Borne 7622", "7623": "Borne 7623", "7625": "Zenderen", "7626": "Hertme"},
    "tubbergen": {"7651": "Tubbergen", "7665": "Albergen", "7666": "Fleringen", "7678": "Geesteren"},
}


def doelgroepen(ploeg: Ploeg, jaar: int) -> list[Iterator[datetime]]:
    """Return the story of who fills these in, in January; a year to come is not filled in."""
    if jaar not in AANTALLEN[ploeg.slug]:
        return []
    return [_vul_in(ploeg, jaar, ploeg.wie(LEIDT[ploeg.slug], Rol.PROJECTLEIDER))]


def _vul_in(ploeg: Ploeg, jaar: int, door: Wie) -> Iterator[datetime]:
    yield moment(date(jaar, 1, 20), 10)
    for code, aantal in zip(CODES, AANTALLEN[ploeg.slug][jaar], strict=True):
        zet_doelgroep(jaar=jaar, groep_code=code, aantal=aantal, peildatum=date(jaar, 1, 1), bron=BRON, door=door)
    if jaar == min(AANTALLEN[ploeg.slug]):
        for pc4, wijk in GEBIEDEN[ploeg.slug].items():
            zet_gebied(pc4=pc4, wijk=wijk, door=door)
