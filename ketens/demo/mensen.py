"""Invented residents: the same key gives the same person, on any day and on any machine."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from unicodedata import normalize

from ketens.demo.namen import ACHTERNAMEN, ANDERE_NAMEN, BUURTEN, STRATEN, TUSSENVOEGSELS, VOORNAMEN
from ketens.inwoners.models import Geslacht
from ketens.verwijzingen.persoon import Persoon as Gegevens

# No subscriber number begins with a 0, so these numbers never reach anyone.
NETNUMMERS = {"borne": "+317400", "tubbergen": "+315460"}
# Postcodes that begin with these letters are not given out here: the address is nobody's.
LETTERS = "WXZ", "ABCDEGHJKLMNPRSTVWXZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoon:
    """An invented person, as a verwijzer types one."""

    sleutel: str
    voornaam: str
    tussenvoegsel: str | None
    achternaam: str
    geboortedatum: date
    geslacht: Geslacht
    telefoon: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    wijk: str

    @property
    def email(self) -> str:
        """Return an invented address, made of the name as people do."""
        naam = f"{self.voornaam}.{self.tussenvoegsel or ''}{self.achternaam}".lower().replace("ı", "i")
        kaal = normalize("NFKD", naam).encode("ascii", "ignore").decode()
        return f"{kaal.replace(' ', '')}@demo.example"

    def gegevens(self, kans: Random) -> Gegevens:
        """Return what a verwijzer types; now and then with an e-mail address."""
        return Gegevens(
            voornaam=self.voornaam,
            tussenvoegsel=self.tussenvoegsel,
            achternaam=self.achternaam,
            geboortedatum=self.geboortedatum,
            geslacht=self.geslacht,
            telefoon=self.telefoon,
            email=self.email if kans.random() < 0.2 else None,
            straat=self.straat,
            huisnummer=self.huisnummer,
            postcode=self.postcode,
            plaats=self.plaats,
            wijk=self.wijk,
            is_demo=True,
        )


def persoon(gemeente: str, jaar: int, nummer: int, *, leeftijd: tuple[int, int], op: date) -> Persoon:
    """Return person `nummer` (0 to 999) of the stories of `jaar`, of an age within `leeftijd` (inclusive) on `op`."""
    sleutel = f"{gemeente}-{jaar}-{nummer}"
    kans = Random(f"persoon-{sleutel}")  # noqa: S311  # invented people, no secret
    geboren = _geboren(kans, leeftijd, op)
    voornaam, tussenvoegsel, achternaam, geslacht = _naam(kans, geboren.year)
    buurten = BUURTEN[gemeente]
    buurt = kans.choices(buurten, [buurt.gewicht for buurt in buurten])[0]
    return Persoon(
        sleutel=sleutel,
        voornaam=voornaam,
        tussenvoegsel=tussenvoegsel,
        achternaam=achternaam,
        geboortedatum=geboren,
        geslacht=geslacht,
        telefoon=f"{NETNUMMERS[gemeente]}{jaar % 100:02d}{nummer:03d}",
        straat=kans.choice(STRATEN),
        huisnummer=str(kans.randint(1, 140)),
        postcode=buurt.pc4 + kans.choice(LETTERS[0]) + kans.choice(LETTERS[1]),
        plaats=buurt.plaats,
        wijk=buurt.wijk,
    )


def _geboren(kans: Random, leeftijd: tuple[int, int], op: date) -> date:
    jongst, oudst = leeftijd
    vroegst = _jaren_terug(op, oudst + 1) + timedelta(days=1)
    laatst = _jaren_terug(op, jongst)
    # The middle of the range is the most likely: few are very young or very old.
    dagen = round(kans.triangular(0, (laatst - vroegst).days, (laatst - vroegst).days * 0.55))
    return vroegst + timedelta(days=dagen)


def _jaren_terug(dag: date, jaren: int) -> date:
    try:
        return dag.replace(year=dag.year - jaren)
    except ValueError:  # 29 February
        return dag.replace(year=dag.year - jaren, day=28)


def _naam(kans: Random, jaar: int) -> tuple[str, str | None, str, Geslacht]:
    if kans.random() < 0.05:
        voornaam, achternaam, geslacht = kans.choice(ANDERE_NAMEN)
        return voornaam, None, achternaam, Geslacht(geslacht)
    vrouwen, mannen = next(namen for tot, *namen in VOORNAMEN if jaar <= tot)
    vrouw = kans.random() < 0.66
    voornaam = kans.choice((vrouwen if vrouw else mannen).split())
    achternaam = kans.choice([naam for naam in ACHTERNAMEN if vrouw or "-" not in naam])
    for voor in TUSSENVOEGSELS:
        if achternaam.startswith(f"{voor} "):
            return voornaam, voor, achternaam.removeprefix(f"{voor} "), _geslacht(vrouw)
    return voornaam, None, achternaam, _geslacht(vrouw)


def _geslacht(vrouw: bool) -> Geslacht:
    return Geslacht.VROUW if vrouw else Geslacht.MAN
