from ketens.catalogus.regels.voorrang import hoog_voor_matig


def test_hoog_gaat_voor_matig_en_matig_voor_de_rest():
    assert sorted(["laag", "matig", "hoog"], key=hoog_voor_matig) == ["hoog", "matig", "laag"]
    assert hoog_voor_matig(None) == hoog_voor_matig("laag")
