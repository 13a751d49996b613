"""CSV of a report, as kern/csv.py writes it: BOM, semicolons, no cell that is a formula; numbers with a comma."""

import csv
import io
from datetime import date
from decimal import Decimal

from ketens.kern.csv import BOM, onschadelijk
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Stuk
from ketens.stukken.tekst import Teller, Voortgang, stil


def schrijf(stuk: Stuk, voortgang: Voortgang = stil) -> bytes:
    """Return the tables under each other, with their titles; of a single one nothing but the table."""
    buffer, teller = io.StringIO(), Teller(voortgang)
    schrijver = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(BOM)
    tabellen = list(stuk.tabellen)
    if len(tabellen) != 1:
        schrijver.writerow([onschadelijk(stuk.titel), stuk.merk, onschadelijk(stuk.gemeente), stuk.gemaakt_op])
    for tabel in tabellen:
        if len(tabellen) > 1:
            schrijver.writerows([[], [onschadelijk(tabel.titel)]])
        schrijver.writerow([onschadelijk(kolom.naam) for kolom in tabel.kolommen])
        soorten = [kolom.soort for kolom in tabel.kolommen]
        schrijver.writerows(map(_cel, rij, soorten) for rij in teller.tel(tabel.alle_rijen))
    return buffer.getvalue().encode(errors="replace")


def _cel(waarde: Waarde, soort: Soort) -> str:
    if isinstance(waarde, Teken):
        return waarde.value
    if isinstance(waarde, str | date):
        return onschadelijk(waarde)
    if soort is Soort.GELD:
        return f"{Decimal(waarde) / 100:.2f}".replace(".", ",")
    return f"{Decimal(waarde):f}".replace(".", ",") + ("%" if soort is Soort.PROCENT else "")
