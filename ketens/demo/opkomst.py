"""Who was at the sessions of a group, written in one go: marking each at its moment took a quarter of the time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from ketens.aanwezigheid.handelingen import noteer
from ketens.demo.kalender import Groepsplan
from ketens.demo.verhalen import Rolverdeling
from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.rechten import Rol

# Per hundred sessions; an In Balans has 24 of them (65% in practice), a Vallen Verleden Tijd 10.
AANWEZIG = {"in_balans": 62, "vvt": 79}
UITVAL = 15
# Who stays away without a word from this session on, is called, and is not heard of again.
STIL_VANAF = 16


class Opkomst:
    """The attendance of one deelname: drawn at the begin, so that it is the same however far the story is told."""

    def __init__(self, rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing, *, wordt_stil: bool) -> None:
        kans = rol.kans
        self.rol, self.plan, self.plaatsing, self.wordt_stil = rol, plan, plaatsing, wordt_stil
        self.sessies: list[Bijeenkomst] = list(plaatsing.groep.bijeenkomsten)
        self.eerste = 0 if kans.random() < 0.9 else 1
        einde = len(self.sessies) - 1
        valt_uit = kans.random() * 100 < UITVAL and not wordt_stil
        self.laatste = kans.randint(3, einde - 2) if valt_uit else einde
        komt = kans.gauss(AANWEZIG[plan.interventie], 8)
        self.standen = [self._stand(nr, komt) for nr in range(self.laatste + 1)]
        self._rijen: list[Aanwezigheid] = []

    @property
    def valt_uit(self) -> bool:
        """Whether this deelname ends before the last session."""
        return self.laatste < len(self.sessies) - 1 or self.wordt_stil

    def momenten(self) -> Iterator[tuple[int, Bijeenkomst, datetime]]:
        """Yield the sessions up to the last one of this deelname, each with the moment at which it is over."""
        for nr, sessie in enumerate(self.sessies[: self.laatste + 1]):
            yield nr, sessie, sessie.begint_op + timedelta(minutes=sessie.minuten)

    def noteer(self, nr: int) -> None:
        """Mark this session, now; an absence that somebody must be called for by the handeling itself."""
        if self.wordt_stil and nr >= STIL_VANAF:
            self.schrijf()
            trainer = self.rol.ploeg.wie(self.plan.trainer, Rol.TRAINER)
            noteer(self.sessies[nr], self.plaatsing, self.standen[nr], gezien_versie=0, door=trainer)
            return
        self._rijen.append(self._rij(self.sessies[nr].id, self.standen[nr]))

    def schrijf(self) -> None:
        """Write what was marked."""
        db.session.add_all(self._rijen)
        self._rijen = []

    def _stand(self, nr: int, komt: float) -> AanwezigheidStand:
        aanwezig, meldt_af = self.rol.kans.random() * 100 < komt, self.rol.kans.random() < 0.6
        if self.wordt_stil and nr >= STIL_VANAF:
            return AanwezigheidStand.AFWEZIG
        if nr > self.eerste and aanwezig:
            return AanwezigheidStand.AANWEZIG
        return AanwezigheidStand.AFGEMELD if meldt_af else AanwezigheidStand.AFWEZIG

    def _rij(self, bijeenkomst_id: UUID, stand: AanwezigheidStand) -> Aanwezigheid:
        return Aanwezigheid(
            bijeenkomst_id=bijeenkomst_id,
            plaatsing_id=self.plaatsing.id,
            stand=stand,
            door_id=self.rol.ploeg.account_ids[self.plan.trainer],
            op=nu(),
        )
