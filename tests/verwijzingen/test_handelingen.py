"""Sending, supplementing, withdrawing and answering, as handelingen."""


def test_verwijzing_komt_aan(maak, in_borne):
    assert maak.verwijzing().wacht
