"""Forms that were tampered with: another's token, another site, more fields, another's ids in the fields."""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from itsdangerous import URLSafeTimedSerializer

from ketens.rechten import Rol
from tests import wereld
from tests.bouwkunde.matrix import regels
from tests.bouwkunde.matrix.opstelling import Opstelling
from tests.bouwkunde.matrix.ploeg import Relatie
from tests.bouwkunde.matrix.post import Post
from tests.bouwkunde.routes import Weg
from tests.merken import OP_SQLITE

EIGEN = Relatie.EIGEN
VREEMD = (
    {"Origin": "https://elders.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Referer": "https://elders.example/borne/"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-site"},
)
EIGEN_HUIS = {
    "Origin": "http://localhost",
    "Referer": "http://localhost/borne/",
    "Sec-Fetch-Site": "same-origin",
}
NIEUW = uuid4()
# What a row must never take from a form that does not name it.
EXTRA = {
    "rol": "beheerder",
    "status": "qafmassa",
    "stand": "qafmassa",
    "uitslag": "qafmassa",
    "keten_code": "qafmassa",
    "herkomst_code": "qafmassa",
    "is_demo": "1",
    "versie": "77777",
    "id": str(NIEUW),
    "gemeente_id": str(wereld.id_van("tubbergen")),
    "organisatie_id": str(wereld.id_van("papier")),
    "account_id": str(wereld.id_van("verwijzer2")),
    "door_id": str(wereld.id_van("verwijzer2")),
    "behandelaar_id": str(wereld.id_van("verwijzer2")),
}


UUID_ = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DELEN = ("inwoner_id", "traject_id", "groep_id", "account_id", "organisatie_id", "taak_id", "verwijzing_id")
# Of each hat that is the first to open a route: how many of its forms go through at least, so that the test means it.
GELUKT = {Rol.COORDINATOR: 25, Rol.BEOORDELAAR: 1, Rol.BEHEERDER: 8, Rol.FG: 1}
ROLLEN = pytest.mark.parametrize("rol", list(GELUKT))


def bezoeken(opstelling: Opstelling, rol: Rol) -> Iterator[tuple[Post, Weg]]:
    """Each unsafe route that this hat is the first to open, sent to what is its own."""
    with Post(opstelling, rol) as post:
        for weg in post.wegen():
            if weg.bezoeker == rol and weg.endpoint != "gebruikers.uitloggen":
                yield post, weg


@OP_SQLITE
@ROLLEN
def test_van_een_andere_plek_komt_er_niets_door(opstelling: Opstelling, rol: Rol):
    """Another session's token, signed by this very house; and a good token that another site had the browser send."""
    fouten = []
    token = URLSafeTimedSerializer(opstelling.app.secret_key, salt="wtf-csrf-token").dumps("1" * 40)
    for post, weg in bezoeken(opstelling, rol):
        velden = post.velden(weg)
        goed = post.verstuur(weg, EIGEN, velden, koppen=EIGEN_HUIS).status
        if goed == 403:
            fouten.append(f"{weg.endpoint} weigert wat van dit huis komt")
        ander = post.verstuur(weg, EIGEN, {**velden, "csrf_token": token})
        if ander.status not in (422, goed if goed >= 400 else 422):
            fouten.append(f"{ander} met het token van een andere sessie")
        for koppen in VREEMD:
            stap = post.verstuur(weg, EIGEN, velden, koppen=koppen)
            if stap.status != 403 or [uitkomst for uitkomst, _ in stap.log] != [403]:
                fouten.append(f"{stap} vanaf {koppen}")
        fouten += [f"{weg.endpoint}: {zin}" for zin in post.ongewild()]
    assert not fouten, "\n".join(fouten)


@OP_SQLITE
@ROLLEN
def test_velden_die_het_formulier_niet_noemt_doen_niets(opstelling: Opstelling, rol: Rol):
    """A sent form that goes through, with fields that a row does have: none of them ends up in any row."""
    fouten, gelukt = [], 0
    for post, weg in bezoeken(opstelling, rol):
        velden = post.velden(weg)
        namen = {*velden, *(weg.regel.arguments)}
        erbij = {naam: waarde for naam, waarde in EXTRA.items() if naam not in namen}
        erbij |= {"inwoner_id": str(opstelling.verhalen["buur"].ids["inwoner_id"])} if "inwoner_id" not in namen else {}
        kaal = post.verstuur(weg, EIGEN, velden)
        vol = post.verstuur(weg, EIGEN, velden | erbij)
        gelukt += vol.status < 400
        if kaal.status != vol.status:
            fouten.append(f"{weg.endpoint}: {kaal.status} zonder en {vol.status} met meer velden")
        for rij in post.nieuw:
            fouten += [f"{weg.endpoint} bewaart {naam}: {rij}" for naam in erbij if _staat_in(rij, erbij[naam])]
    assert not fouten, "\n".join(fouten)
    assert gelukt >= GELUKT[rol], "te weinig formulieren komen door om iets te bewijzen"


@OP_SQLITE
@ROLLEN
def test_een_id_van_een_ander_in_een_veld_raakt_die_ander_niet(opstelling: Opstelling, rol: Rol):
    """In each field that holds an id, of the form or of what was chosen: ids that this person was never offered."""
    fouten = []
    for post, weg in bezoeken(opstelling, rol):
        velden = post.velden(weg)
        for naam in [naam for naam in velden if any(map(UUID_.fullmatch, velden[naam]))]:
            for soort, id_ in _vreemde_ids(post, naam):
                if str(id_) in post.aangeboden(weg, naam):
                    continue
                stap = post.verstuur(weg, EIGEN, {**velden, naam: [str(id_)]})
                fouten += [f"{zin} ({naam}: {soort})" for zin in regels.keur(stap, post.wandeling.speurder)]
                if naam != "formulier_id":
                    fouten += [f"{stap} bewaart {naam} van {soort}: {rij}" for rij in post.nieuw if id_.hex in rij]
        fouten += [f"{weg.endpoint}: {zin}" for zin in post.ongewild()]
    assert not fouten, "\n".join(fouten)


def _vreemde_ids(post: Post, naam: str) -> Iterator[tuple[str, UUID]]:
    for woord in ("buur", "verte"):
        verhaal = post.opstelling.verhalen[woord]
        if naam == "formulier_id":
            # Many a row bears the id of its form: one that is there already, and is another's.
            for tabel in ("gebeurtenis", "beoordeling", "toestemming", "contactpersoon", "verwijzing", "aanvulling"):
                yield f"{tabel} van {woord}", post.ids(tabel, verhaal)
        else:
            yield from ((f"{deel} van {woord}", verhaal.ids[deel]) for deel in DELEN)


def _staat_in(rij: str, waarde: str) -> bool:
    if len(waarde) == 36:
        return UUID(waarde).hex in rij.replace("-", "")
    if waarde == "1":
        return "'is_demo': 1" in rij
    if waarde == EXTRA["rol"]:
        # As a whole value: it is a word of our own sentences too.
        return re.search(rf"""['"]{waarde}['"]""", rij) is not None
    # As a word: the ids in the row are hexadecimal, and five sevens on end do occur in them.
    return re.search(rf"(?<![0-9a-z]){waarde}(?![0-9a-z])", rij) is not None
