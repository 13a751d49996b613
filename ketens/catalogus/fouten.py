"""Errors of the catalogue; each speaks one plain Dutch sentence."""


class Catalogusfout(ValueError):
    """A catalogue file is wrong; names the file, the key (a path such as `stappen[2].naam`) and what was expected."""

    def __init__(self, bestand: str, sleutel: str, verwacht: str) -> None:
        self.bestand = bestand
        self.sleutel = sleutel
        self.verwacht = verwacht
        super().__init__(": ".join(deel for deel in (bestand, sleutel, verwacht) if deel))


class Antwoordfout(ValueError):
    """An answer does not fit its question; `zin` can stand beside the field, `sleutel` says which field."""

    def __init__(self, sleutel: str, zin: str) -> None:
        self.sleutel = sleutel
        self.zin = zin
        super().__init__(f"{sleutel}: {zin}" if sleutel else zin)


class Onbekend(KeyError):
    """A keten, step, instrument or other code that the catalogue does not have."""

    def __init__(self, zin: str) -> None:
        self.zin = zin
        super().__init__(zin)

    def __str__(self) -> str:  # KeyError shows the repr of its argument
        return self.zin
