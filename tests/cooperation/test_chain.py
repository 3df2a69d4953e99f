"""Whoever changes the chain behind the app is found; who only erases a name is not."""

import pytest
from django.core.management import CommandError, call_command

from cooperation.models import Agreement, AgreementEvent, Signatory
from cooperation.services.attachments import attach, stored_as
from cooperation.services.chain import first_break
from cooperation.services.scans import CheckedFile
from cooperation.services.signatories import forget_signatory
from tests import factories
from tests.cooperation.attacks import ATTACKS, another, attacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    return attacked()


@pytest.fixture
def other(one):
    return another(one)


def broken(agreement, head):
    agreement = Agreement.objects.get(pk=agreement.pk)
    return first_break(agreement, head)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_found_given_the_head(one, other, name):
    one.refresh_from_db()
    head = one.head
    assert broken(one, head) is None
    ATTACKS[name](one, other)
    assert broken(one, head) is not None
    with pytest.raises(CommandError):
        call_command("verify_chain", head=[f"{one.pk}={head}"], stderr=_Silent())


class _Silent:
    def write(self, *_words):
        pass


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("edit the content", 2),
        ("edit the digest", 3),
        ("delete the first", 1),
        ("delete one in the middle", 5),
        ("insert in the middle", 6),
        ("edit and seal the one event anew", 3),
    ],
)
def test_the_first_broken_event_is_named(one, other, name, number):
    one.refresh_from_db()
    ATTACKS[name](one, other)
    assert broken(one, "").number == number


def test_without_a_head_from_outside_a_chain_built_anew_looks_whole(one, other):
    """That is what the head on every printed document is for."""
    ATTACKS["edit, then rebuild the whole chain with valid digests"](one, other)
    assert broken(one, "") is None


def test_who_signed_is_erased_and_everything_stays_whole(one):
    one.refresh_from_db()
    for signatory in Signatory.objects.all():
        forget_signatory(signatory=signatory, by=factories.user())
    assert broken(one, one.head) is None
    assert "Pak Lurah" not in str(list(AgreementEvent.objects.values()))


def test_a_scan_that_was_changed_or_is_gone_is_found(one, settings):
    one.refresh_from_db()
    file = CheckedFile("naskah.pdf", b"%PDF-1", "application/pdf")
    row = attach(agreement=one, file=file, by=factories.user())
    assert broken(one, one.head) is None
    path = settings.SCAN_DIR / stored_as(row)
    path.write_bytes(b"%PDF-2")
    assert broken(one, one.head).reason == "scan"
    path.unlink()
    assert broken(one, one.head).reason == "scan"


def test_the_command_says_that_all_is_whole_and_knows_no_strangers(one, capsys):
    call_command("verify_chain")
    assert "1 chains whole." in capsys.readouterr().out
    for said in ("x", "00000000-0000-0000-0000-000000000001=abc"):
        with pytest.raises(CommandError):
            call_command("verify_chain", head=[said], stderr=_Silent())
