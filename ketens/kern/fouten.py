"""A rule of the domain that is broken speaks one sentence."""


class Domeinfout(Exception):
    """A rule says no. `zin` is plain Dutch for the user; `veld` names the form field it belongs to."""

    def __init__(self, zin: str, veld: str | None = None) -> None:
        super().__init__(zin)
        self.zin = zin
        self.veld = veld


class Instelfout(Exception):
    """A setting is missing or wrong; the sentence says which and what to do."""
