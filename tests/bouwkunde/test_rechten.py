"""Who may open what, and how addresses look (ontwerp, habits 5, 7 and 8)."""

import os
import re
from pathlib import Path

from ketens.kern.poort import OPENBAAR
from ketens.rechten import KRIJGT_VERZOEKEN, MAG, Recht, Rol
from tests.bouwkunde.routes import wegen

TABEL = Path(__file__).parent / "rechten.txt"
# Open without an account: signing in and out, where that leads, the sign of life, and what anyone may read.
OPENBARE_ENDPOINTS = {
    "gebruikers.inloggen", "gebruikers.uitloggen", "gebruikers.begin", "healthz",
    # The second step of signing in; who is not halfway is sent to the first.
    "uitnodigingen.uitnodiging", "uitnodigingen.herstellink", "uitnodigingen.wachtwoord_vergeten",
    "tweefactor.code", "tweefactor.sleutel", "tweefactor.sleutelvraag", "tweefactor.instellen",
    "tweefactor.instellen_sleutel", "tweefactor.instellen_codeapp",
    "openbaar.toegankelijkheid", "openbaar.meldpunt", "verwerkingen.privacyverklaring", "verwerkingen.gemeenten",
    "openbaar.gemeentekeuze", "openbaar.aanmelden", "openbaar.advies", "openbaar.gegevens", "openbaar.ontvangen",
    # By the service of the gemeente: going there, coming back, and signing out there too.
    "aanmelddienst.start", "aanmelddienst.inloggen", "aanmelddienst.uitgelogd",
    "openbaar.status", "openbaar.plaats", "openbaar.plaats_antwoord", "agenda.feed",
    # Volunteers on a valrisicodag; who has not its code finds nothing there.
    "valrisicodagen.code", "valrisicodagen.via_code", "valrisicodagen.test", "valrisicodagen.inzending",
    "valrisicodagen.bewaker",
}  # fmt: skip
# RFC 9116 says where it stands.
VAST_ADRES = {"/.well-known/security.txt"}


def regel(weg) -> str:
    # Given to one person, beside their role (besluit 0049).
    erbij = " ".join(f"{rol} (met verzoeken)" for rol in sorted(KRIJGT_VERZOEKEN) if weg.recht is Recht.VERZOEKEN)
    rollen = "iedereen" if weg.recht is OPENBAAR else erbij or " ".join(weg.rollen)
    return f"{','.join(weg.methoden):9} {weg.regel.rule:70} {weg.recht or '-':26} {rollen}"


def test_elke_route_noemt_een_recht_of_is_openbaar(huis):
    zonder = [weg.endpoint for weg in wegen(huis) if weg.recht not in (OPENBAAR, *Recht)]
    assert zonder == []


def test_openbaar_is_alleen_wat_hier_staat(huis):
    assert {weg.endpoint for weg in wegen(huis) if weg.recht is OPENBAAR} <= OPENBARE_ENDPOINTS


def test_wie_waar_mag_komen_verandert_niet_ongezien(huis):
    """A change of rights is a visible diff; `KETENS_SCHRIJF=1 pytest tests/bouwkunde/test_rechten.py` writes it."""
    nu = "\n".join(map(regel, wegen(huis))) + "\n"
    if os.environ.get("KETENS_SCHRIJF"):
        TABEL.write_text(nu, encoding="utf-8")
    assert nu == TABEL.read_text(encoding="utf-8"), "de rechten zijn gewijzigd: bekijk het verschil en leg het vast"


def test_elke_rol_heeft_een_startpagina_en_een_eigen_account():
    assert all({Recht.START, Recht.EIGEN_ACCOUNT} <= MAG[rol] for rol in Rol)


def test_wie_geen_inwoners_mag_zien_heeft_geen_recht_dat_ze_toont():
    dossier = {
        Recht.VERWIJZING_MAKEN, Recht.VERWIJZING_VOLGEN, Recht.VERWIJZING_BEOORDELEN, Recht.WERKVOORRAAD,
        Recht.TRAJECT_INZIEN, Recht.TRAJECT_BEWERKEN, Recht.BEOORDELING_VRAGEN, Recht.BEOORDELING_DOEN,
        Recht.INWONER_INZIEN, Recht.INWONER_BEWERKEN, Recht.BSN_INZIEN, Recht.GROEP_INZIEN, Recht.GROEP_BEHEREN,
        Recht.PLAATSEN,
    }  # fmt: skip
    for rol in (Rol.TELLER, Rol.PROJECTLEIDER, Rol.BEHEERDER, Rol.FG):
        assert not MAG[rol] & dossier, rol


def test_adressen_zijn_zelfstandige_naamwoorden_in_kleine_letters_met_streepjes(huis):
    fout = []
    for weg in wegen(huis):
        if weg.regel.rule in VAST_ADRES:
            continue
        delen = [deel for deel in weg.regel.rule.split("/") if deel and not deel.startswith("<")]
        fout += [weg.regel.rule for deel in delen if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", deel)]
    assert fout == []


def test_elk_deel_van_een_adres_dat_wisselt_heeft_een_soort(huis):
    fout = []
    for weg in wegen(huis):
        for soort, naam in re.findall(r"<(?:([a-z]+)(?:\([^)]*\))?:)?([a-z_]+)>", weg.regel.rule):
            if naam != "gemeente" and not soort:
                fout.append(weg.regel.rule)
    assert fout == []


def test_ids_in_een_adres_zijn_uuids(huis):
    namen = {
        (weg.regel.rule, naam)
        for weg in wegen(huis)
        for naam, soort in weg.regel._converters.items()
        if naam.endswith("_id") and type(soort).__name__ != "UUIDConverter"
    }
    assert namen == set()
