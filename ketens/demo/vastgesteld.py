"""The closed years of the demo, signed off in the spring after each by who leads the project."""

from datetime import date, datetime

from ketens.audit.handelingen import schrijf_opdracht
from ketens.demo.organisaties import KETENS
from ketens.demo.ploeg import Ploeg
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.rechten import Recht, Rol
from ketens.vaststellingen.handelingen import stel_vast
from ketens.vaststellingen.stand import IN_LOGBOEK
from ketens.verslagen.verslag import verslag

LEIDT = {"borne": "projectleider", "tubbergen": "regio"}
TOELICHTING = "Nagekeken met de coördinator en de financiële administratie (demo)."


def stel_jaren_vast(ploeg: Ploeg, eerste: int, tot: datetime) -> None:
    """Sign off every year that is over, for the ketens of this gemeente; the log knows each fingerprint."""
    wie = ploeg.wie(LEIDT[ploeg.slug], Rol.PROJECTLEIDER)
    for jaar in range(eerste, tot.year):
        op = moment(date(jaar + 1, 3, 2), 11)
        if op > tot:
            continue
        for keten in (plan.keten for plan in KETENS[ploeg.slug]):
            if keten not in wie.ketens:
                continue
            with zet_klok(op):
                jaarcijfers = verslag(keten, jaar)
                if all(jaarcijfers.stand.waarde(code) is None for code in jaarcijfers.stand.codes):
                    continue  # it did not run yet
                vast = stel_vast(jaarcijfers, door=wie, toelichting=TOELICHTING)
                db.session.flush()
            schrijf_opdracht(Recht.VASTSTELLEN, "ketens demo", reden=f"{IN_LOGBOEK}{vast.vingerafdruk}")
    db.session.commit()
    db.session.expunge_all()
