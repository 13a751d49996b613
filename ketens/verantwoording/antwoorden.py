"""The answers to a questionnaire, in its order: from the figures where they answer, else what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ketens.catalogus import catalogus
from ketens.catalogus.verantwoording import Lijstvraag, Verantwoording
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.tellen import Stand, tel
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden
from ketens.stukken.stuk import Alinea, Blok, Hoofdstuk, Kolom, Stuk, Tabel
from ketens.verslagen.cellen import cel, soort_van

NIET_VAN_U = "Deze keten is niet aan u gekoppeld. Vraag het antwoord aan uw collega."


@dataclass(frozen=True, slots=True)
class Antwoord:
    """One question with its answer: a figure (and its parts), a text that was typed, or a reason why there is none."""

    vraag: Lijstvraag
    waarde: Waarde = ""
    soort: Soort = Soort.TEKST
    delen: tuple[tuple[str, int], ...] = ()
    definitie: str = ""
    bron: str = ""

    @property
    def woorden(self) -> str:
        """The answer, ready to copy."""
        if self.delen:
            return "; ".join(f"{naam}: {in_woorden(aantal, Soort.AANTAL)}" for naam, aantal in self.delen)
        return in_woorden(self.waarde, self.soort)

    @property
    def is_er(self) -> bool:
        """Whether there is something to copy."""
        return bool(self.delen) or (self.waarde != "" and not isinstance(self.waarde, Teken))


def antwoorden(plicht: Verantwoording, jaar: int, wie: Wie, getypt: Mapping[str, str]) -> list[Antwoord]:
    """Return the answers in the order of the questions. Each keten is counted once."""
    ketens = {str(vraag.keten) for vraag in plicht.vragen if vraag.keten and vraag.keten in wie.ketens}
    standen = {keten: tel(keten, jaar) for keten in sorted(ketens)}
    return [_antwoord(vraag, standen, getypt) for vraag in plicht.vragen]


def _antwoord(vraag: Lijstvraag, standen: Mapping[str, Stand], getypt: Mapping[str, str]) -> Antwoord:
    if vraag.indicator is None or vraag.keten is None:
        return Antwoord(vraag, getypt.get(vraag.nummer, ""))
    stand = standen.get(vraag.keten)
    if stand is None:
        return Antwoord(vraag, bron=NIET_VAN_U)
    indicator = stand.indicator(vraag.indicator)
    splits = stand.splitsing(indicator.code, vraag.splitsing) if vraag.splitsing else ()
    delen = tuple((naam, aantal) for _, naam, aantal in splits)
    bron = f"ketens, {catalogus().keten(vraag.keten).naam}, {stand.pin}"
    waarde, soort = cel(stand.waarde(indicator.code)), soort_van(indicator)
    return Antwoord(vraag, waarde, soort, delen, indicator.definitie, f"{bron}{_noemer(stand, indicator.code)}")


def _noemer(stand: Stand, code: str) -> str:
    noemer = stand.noemer(code)
    if noemer is None:
        return ""
    if noemer.aantal is None:
        return f"; hoeveel {noemer.naam.lower()} er zijn, is niet ingevuld"
    op = f" op {in_woorden(noemer.peildatum)}" if noemer.peildatum else ""
    van = f", {noemer.bron}" if noemer.bron else ""
    return f"; van {in_woorden(int(noemer.aantal), Soort.AANTAL)} {noemer.naam.lower()}{op}{van}"


def als_stuk(plicht: Verantwoording, jaar: int, lijst: list[Antwoord], *, gemeente: str, gemaakt_op: date) -> Stuk:
    """Return the questionnaire as a report."""
    hoofdstukken = [Hoofdstuk("Over deze vragen", (Alinea(waarschuwing(plicht)),))]
    hoofdstukken += [Hoofdstuk(f"{een.vraag.nummer}. {een.vraag.vraag}", tuple(_blokken(een))) for een in lijst]
    return Stuk(
        code=plicht.code,
        titel=f"{plicht.naam} over {jaar}",
        ondertitel=f"Gemeente {gemeente}",
        merk="intern",
        gemeente=gemeente,
        gemaakt_op=gemaakt_op,
        hoofdstukken=tuple(hoofdstukken),
        bestandsnaam=f"{plicht.code.replace('_', '-')}-{jaar}",
    )


def _blokken(een: Antwoord) -> list[Blok]:
    blokken: list[Blok] = [Alinea(een.woorden if een.is_er else _waarom_niet(een))]
    if een.delen:
        kolommen = (Kolom("Waarvan"), Kolom("Aantal", Soort.AANTAL))
        blokken.append(Tabel(f"vraag_{een.vraag.nummer}", een.vraag.vraag, kolommen, een.delen))
    return [*blokken, *(Alinea(regel) for regel in (een.definitie, f"Bron: {een.bron}" if een.bron else "") if regel)]


def _waarom_niet(een: Antwoord) -> str:
    return "Nog niet ingevuld." if een.vraag.zelf else in_woorden(Teken.NIET_INGEVULD)


def waarschuwing(plicht: Verantwoording) -> str:
    """Say that nobody compared these questions with those of the year."""
    return (
        f"De vragen van {plicht.naam} staan hier in onze woorden en onze volgorde. Wij konden ze niet naast de "
        "vragenlijst van dit jaar leggen. Kijk ze na voordat u ze indient."
    )
