"""What a safe contact says, and what two of them come to."""

from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import voeg_samen


def test_leeg_is_geen_afspraak():
    assert not VeiligContact()
    assert VeiligContact(geen_brief=True)


def test_in_een_regel_staat_alles_voor_een_lijst_of_een_brief():
    contact = VeiligContact(telefoon="+31687654321", wanneer="overdag.", geen_voicemail=True, let_op="vraag naar Noor")
    assert contact.in_een_regel == (
        "Veilig contact: bel alleen 06 87654321. Wanneer: overdag. Spreek geen voicemail in. Let op: vraag naar Noor"
    )
    assert VeiligContact(geen_email=True).in_een_regel == (
        "Veilig contact: bel alleen zoals afgesproken. Stuur geen e-mail."
    )


def test_wat_de_cel_bewaart_komt_er_zo_weer_uit():
    contact = VeiligContact(telefoon="+31687654321", geen_brief=True, let_op="ü")
    assert VeiligContact.uit_tekst(contact.naar_tekst()) == contact


def test_twee_afspraken_samen_zijn_zo_voorzichtig_als_allebei():
    samen = voeg_samen(VeiligContact(telefoon="+31611111111", geen_brief=True), VeiligContact(telefoon="+31622222222"))
    assert samen == VeiligContact(telefoon="+31622222222", geen_brief=True)
