"""What is hidden and why, in tables small enough to check by hand."""

from itertools import permutations

import pytest

from ketens.publicaties.verbergen import Afgeleid, Cel, Eerder, Figuren, Grens, Relatie, Verborgen, verberg


def plat(**cellen: int) -> Figuren:
    """A classification: everything but `t` is a part of it."""
    return Figuren(cellen, (Relatie("t", tuple(k for k in cellen if k != "t")),))


def weg(figuren: Figuren, *eerder: Eerder) -> set[str]:
    verborgen = verberg(figuren, eerder)
    assert verborgen.onmogelijk == ()
    return set(verborgen.sleutels)


def archief(figuren: Figuren, *verborgen: str) -> Eerder:
    getoond = {k: None if k in verborgen else v for k, v in figuren.cellen.items()}
    return Eerder(getoond, figuren.cellen, figuren.relaties)


def test_wat_niet_klein_is_blijft_staan() -> None:
    assert weg(plat(t=60, a=10, b=50, c=0)) == set()


def test_een_klein_aantal_neemt_een_ander_mee_anders_volgt_het_uit_het_totaal() -> None:
    assert weg(plat(t=95, a=5, b=30, c=60)) in ({"a", "b"}, {"a", "c"})


def test_twee_kleine_aantallen_dekken_elkaar() -> None:
    assert weg(plat(t=72, a=4, b=8, c=60)) == {"a", "b"}


def test_kleine_aantallen_die_samen_te_weinig_zijn_nemen_een_ander_mee() -> None:
    assert len(weg(plat(t=66, a=2, b=4, c=60))) == 3


def test_wie_weet_dat_nullen_getoond_worden_weet_ook_niet_meer() -> None:
    """Three hidden numbers that add up to 10 are each at most 8 to who knows that none of them is zero."""
    assert weg(plat(t=10, a=4, b=3, c=3)) == {"t", "a", "b", "c"}


def test_een_nul_mag_blijven_staan() -> None:
    assert weg(plat(t=40, a=5, b=0, c=35)) == {"a", "c"}


def test_van_een_klein_totaal_verdwijnen_alle_delen_die_niet_nul_zijn() -> None:
    assert weg(plat(t=6, a=5, b=1, c=0)) == {"t", "a", "b"}


def test_het_enige_deel_verdwijnt_met_zijn_totaal() -> None:
    assert weg(plat(t=7, a=7, b=0)) == {"t", "a"}


def test_een_subtotaal_verraadt_zijn_deel_niet() -> None:
    uitslag = Figuren(
        {"t": 195, "laag": 150, "verhoogd": 45, "matig": 40, "hoog": 5},
        (Relatie("t", ("laag", "verhoogd")), Relatie("verhoogd", ("matig", "hoog"))),
    )
    assert weg(uitslag) == {"matig", "hoog"}


def test_in_een_kruistabel_wordt_het_een_vierkant() -> None:
    cellen = {"t": 160, "r1": 55, "r2": 105, "k1": 70, "k2": 90, "11": 5, "12": 50, "21": 65, "22": 40}
    relaties = (("t", "r1 r2"), ("t", "k1 k2"), ("r1", "11 12"), ("r2", "21 22"), ("k1", "11 21"), ("k2", "12 22"))
    kruis = Figuren(cellen, tuple(Relatie(geheel, tuple(delen.split())) for geheel, delen in relaties))
    assert weg(kruis) == {"11", "12", "21", "22"}


def test_in_een_trechter_verdwijnt_het_verlies_met_de_stap() -> None:
    trechter = Figuren(
        {"getest": 60, "gestart": 41, "nooit gestart": 19, "afgerond": 9, "gestopt": 32},
        (Relatie("getest", ("gestart", "nooit gestart")), Relatie("gestart", ("afgerond", "gestopt"))),
    )
    assert weg(trechter) == {"afgerond", "gestopt"}


def test_een_verborgen_totaal_volgt_ook_niet_uit_een_andere_indeling() -> None:
    """The 9 who finished are split twice; who knows the one split may not find the total by the other."""
    figuren = Figuren(
        {"t": 9, "a": 9, "b": 0, "man": 4, "vrouw": 5}, (Relatie("t", ("a", "b")), Relatie("t", ("man", "vrouw")))
    )
    assert weg(figuren) == {"t", "a", "man", "vrouw"}


def test_de_keuze_van_de_dekking_zegt_niets_over_de_aantallen() -> None:
    keuzes = {frozenset(weg(plat(t=127, a=5, b=b, c=c, d=d))) for b, c, d in permutations((12, 30, 80))}
    assert len(keuzes) == 1


def test_zonder_iets_kleins_blijft_het_een_gewone_tabel() -> None:
    assert verberg(Figuren({})) == Verborgen(frozenset())
    assert weg(Figuren({"los": 3, "groot": 30})) == {"los"}


# ------------------------------------------------------------------------------------------------ earlier publications


def test_wat_verborgen_was_en_niet_veranderde_blijft_verborgen() -> None:
    toen = archief(plat(t=95, a=5, b=30, c=60), "a", "b")
    assert weg(plat(t=107, a=17, b=30, c=60), toen) >= {"a", "b"}


def test_wat_al_getoond_was_dekt_niets_meer() -> None:
    """The reader knows c: of the cells that were corrected only b can cover."""
    toen = archief(plat(t=102, a=12, b=30, c=60))
    assert weg(plat(t=96, a=5, b=31, c=60), toen) == {"a", "b"}


def test_een_ander_totaal_dekt_wat_de_delen_niet_meer_kunnen() -> None:
    toen = archief(plat(t=102, a=12, b=30, c=60))
    assert weg(plat(t=95, a=5, b=30, c=60), toen) == {"t", "a"}


def test_een_gedeelte_eerder_getoond_telt_mee() -> None:
    """A question of the raad was about b alone: c has to cover now, whatever would be chosen otherwise."""
    tabel = plat(t=95, a=5, b=30, c=60)
    assert weg(tabel, Eerder({"b": 30}, {"b": 30})) == {"a", "c"}
    assert weg(tabel, Eerder({"c": 60}, {"c": 60})) == {"a", "b"}


def test_wat_er_al_klein_stond_wordt_verborgen_en_genoemd() -> None:
    tabel = plat(t=95, a=5, b=30, c=60)
    uitkomst = verberg(tabel, [archief(tabel)])
    assert "a" in uitkomst.sleutels
    (zin,) = uitkomst.onmogelijk
    assert zin.startswith("Verbergen helpt niet meer voor a: uit wat al openbaar is, volgt")


def test_een_tabel_waar_niets_meer_helpt_gaat_heel_weg_en_dat_staat_er() -> None:
    """The total and all but one part are known, so the part is: the table goes, and nobody is told that this helps."""
    toen = archief(plat(t=95, b=30, c=65))
    nu = Figuren(
        {"t": 95, "b": 30, "c": 65, "aantal|2026|wijk=1": 60, "aantal|2026|wijk=2": 5},
        (Relatie("t", ("b", "c")), Relatie("c", ("aantal|2026|wijk=1", "aantal|2026|wijk=2"))),
    )
    eerst = Eerder({"aantal|2026|wijk=1": 60}, {"aantal|2026|wijk=1": 60})
    uitkomst = verberg(nu, [toen, eerst])
    assert uitkomst.sleutels == {"aantal|2026|wijk=1", "aantal|2026|wijk=2"}
    assert [zin.split(":")[0] for zin in uitkomst.onmogelijk] == [
        "Deze tabel kan niet openbaar",
        "Verbergen helpt niet meer voor aantal 2026",
    ]


def test_wat_alleen_vroeger_al_uitlekte_houdt_het_verslag_van_nu_niet_tegen() -> None:
    toen = archief(plat(t=35, a=5, b=30), "a")
    uitkomst = verberg(plat(t=90, a=20, b=70), [toen])
    assert uitkomst.sleutels == frozenset()
    assert len(uitkomst.onmogelijk) == 1


# --------------------------------------------------------------------------------------------- bounds, and what follows


def test_plaatsen_gaan_mee_als_zij_een_klein_aantal_verraden() -> None:
    assert weg(Figuren({"gestart": 5}, grenzen=(Grens("gestart", 8, "plaatsen"),))) == {"gestart", "plaatsen"}
    assert weg(Figuren({"gestart": 5}, grenzen=(Grens("gestart", 12, "plaatsen"),))) == {"gestart"}


def test_een_grens_die_iedereen_kent_is_niet_te_verbergen() -> None:
    uitkomst = verberg(Figuren({"gestart": 5}, grenzen=(Grens("gestart", 8),)))
    assert uitkomst.sleutels == {"gestart"}
    assert uitkomst.onmogelijk[0].startswith("Deze tabel kan niet openbaar: gestart.")


def test_unieke_inwoners_en_deelnames_begrenzen_elkaar() -> None:
    """14 deelnames leave 9 unique persons room enough; 8 would not, and are hidden as a small number themselves."""
    figuren = Figuren(
        {"deelnames": 14, "uniek": 9, "x": 4, "y": 5},
        (Relatie("uniek", ("x", "y")),),
        (Grens("uniek", 14, "deelnames"),),
    )
    assert weg(figuren) == {"uniek", "x", "y"}
    krap = Figuren({"deelnames": 8, "uniek": 7}, grenzen=(Grens("uniek", 8, "deelnames"),))
    assert weg(krap) == {"deelnames", "uniek"}


def test_een_percentage_verdwijnt_met_het_aantal_waar_het_uit_volgt() -> None:
    tabel = plat(t=95, a=5, b=30, c=60)
    percentages = tuple(Afgeleid(f"%{k}", (k, "t"), n="t") for k in "abc")
    verborgen = weg(Figuren(tabel.cellen, tabel.relaties, afgeleid=percentages))
    assert {k[1] for k in verborgen if k.startswith("%")} == {k for k in verborgen if not k.startswith("%")}


def test_een_gemiddelde_vraagt_genoeg_mensen() -> None:
    wachttijd = (Afgeleid("mediaan", ("n",), n="n"), Afgeleid("gemiddelde", ("n",), n="n", minstens=30))
    assert weg(Figuren({"n": 29}, afgeleid=wachttijd)) == {"gemiddelde"}
    assert weg(Figuren({"n": 30}, afgeleid=wachttijd)) == set()
    assert weg(Figuren({"n": 9}, afgeleid=wachttijd)) == {"n", "mediaan", "gemiddelde"}


# -------------------------------------------------------------------------------------------------- what can't be right


@pytest.mark.parametrize(
    "fout",
    [
        lambda: plat(t=95, a=5, b=30, c=61),
        lambda: Figuren({"a": -1}),
        lambda: Figuren({"a": 1}, (Relatie("a", ("b",)),)),
        lambda: Figuren({"a": 9}, grenzen=(Grens("a", 8),)),
        lambda: Figuren({"a": 9, "b": 12}, grenzen=(Grens("a", 13, "b"),)),
        lambda: Figuren({"a": 9}, afgeleid=(Afgeleid("%", ("b",)),)),
        lambda: Figuren.van([Cel("a", 1), Cel("a", 2)], ()),
        lambda: Eerder({"a": 4}, {"a": 5}),
    ],
)
def test_cijfers_die_niet_kloppen_worden_geweigerd(fout: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        fout()  # type: ignore[operator]


def test_losse_cellen_worden_figuren() -> None:
    assert Figuren.van([Cel("a", 12)], ()).cellen == {"a": 12}
