"""What a person is told after letters were sent and fetched."""

from __future__ import annotations

from desktop.domain.statements import Changes
from desktop.services.pages.letters import Exchange
from desktop.ui.letters.moved import exchanged
from desktop.ui.messages import say_name


def _exchange(sent: int = 0, fetched: int = 0, problems: tuple[str, ...] = ()) -> Exchange:
    return Exchange(sent, fetched, 0, 0.0, Changes(), problems)


def test_what_went_wrong_on_the_way_is_said_with_what_to_do_and_never_by_its_name() -> None:
    said = exchanged(_exchange(sent=1, problems=("ReceiptInvalid", "ReceiptInvalid", "NotARecipient")))
    for problem in ("ReceiptInvalid", "NotARecipient"):
        assert say_name(problem).happened in said
        assert say_name(problem).next in said
        assert problem not in said
    assert said.count(say_name("ReceiptInvalid").happened) == 1
    assert said.startswith("What waited here was delivered")


def test_a_quiet_exchange_says_so() -> None:
    assert exchanged(_exchange()) == "Nothing was waiting, here or there."
