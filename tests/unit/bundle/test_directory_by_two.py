"""A partnership that two look after: what one of them can do alone, and proposals to the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bundle.directory import (
    DeviceEntry,
    Withdrawal,
    add_signature,
    found_directory,
    hub_sign,
    look_at_proposal,
    missing_signatures,
    pack_directory,
    read_contents,
    sign_next,
    sign_root,
    unpack_directory,
    verify_directory,
)
from bundle.directory.packing import MIMETYPE
from bundle.errors import (
    DirectoryInvalid,
    DirectoryRollback,
    Malformed,
    TooLarge,
    WrongPartnership,
)
from bundle.stored_zip import write_members
from tests.unit.bundle.partnership import DESK_BOX, NOW, device
from tests.unit.bundle.stolen_directory import AT, FILES, P, amir, forged

# what one administrator of two can do alone


BOTH = hub_sign(found_directory([P.odette, P.imani], P.contents(), now=NOW, threshold=2), P.hub, now=NOW, previous=None)


def test_one_administrator_alone_makes_no_desk_of_an_organisation_without_one() -> None:
    def at_the_desk(people: dict[str, Any]) -> None:
        people["devices"][0]["roles"].append({"role": "desk", "title": "", "since": AT, "index": 0})

    mine = forged(P.odette, files=BOTH).rewrite("people.larkmere.json", at_the_desk).publish()
    with pytest.raises(DirectoryInvalid):
        verify_directory(mine.files, trusted=BOTH, now=NOW)
    with pytest.raises(DirectoryInvalid):
        read_contents(BOTH).set_role(P.odette.id, "desk", "", since=NOW)


@pytest.mark.parametrize(
    "given", [{"mash": ([P.odette.card().signing], 1)}, {"mash": ([P.stranger.card().signing], 1)}]
)
def test_a_desks_people_take_as_many_signatures_as_the_partnership_though_both_signed_for_fewer(given: Any) -> None:
    fewer = sign_next(BOTH, read_contents(BOTH), [P.odette, P.imani, P.stranger], now=NOW, delegates=given)
    with pytest.raises(DirectoryInvalid):
        verify_directory(fewer, trusted=BOTH, now=NOW, require_hub=False)
    with pytest.raises(DirectoryInvalid):
        look_at_proposal(fewer, trusted=BOTH)


def test_one_administrator_takes_a_device_out_and_only_both_take_its_words_away() -> None:
    contents = read_contents(BOTH)
    out = sign_next(BOTH, contents.revoke(P.odette.id, at=NOW), P.odette, now=NOW)
    assert verify_directory(out, trusted=BOTH, now=NOW, require_hub=False).device(P.odette.id).revoked_from
    unsafe = contents.revoke(P.odette.id, at=NOW, compromised=True, index=40)
    alone = sign_next(BOTH, unsafe, P.imani, now=NOW)
    assert missing_signatures(alone) == {"targets.json": 1}
    with pytest.raises(DirectoryInvalid):
        verify_directory(alone, trusted=BOTH, now=NOW, require_hub=False)
    both = verify_directory(add_signature(alone, P.odette), trusted=BOTH, now=NOW, require_hub=False)
    assert both.device(P.odette.id).compromised_from == Withdrawal(NOW, 40)
    with pytest.raises(Malformed):
        contents.revoke(P.odette.id, at=NOW - timedelta(days=31), compromised=True, index=40)


def test_whose_mail_a_device_fetches() -> None:
    restored = DeviceEntry(device("lewis again").card(), "Lewis Aske", "desk", "", "mash", NOW, replaces=P.lewis.id)
    contents = P.contents().admit(restored)
    directory = P.directory(contents)
    assert directory.mailboxes_of(P.odette.id, NOW) == (P.odette.id,)
    assert directory.mailboxes_of(restored.id, NOW) == (restored.id, P.lewis.id, DESK_BOX)
    assert directory.mailboxes_of(P.stranger.id, NOW) == ()
    gone = P.directory(contents.revoke(restored.id, at=NOW))
    assert gone.mailboxes_of(restored.id, NOW) == ()
    desk = directory.desk(DESK_BOX)
    assert desk is not None
    assert desk.name == "Ashmere MASH desk"
    assert directory.desk("x" * 22) is None
    assert directory.epoch(DESK_BOX) is None
    with pytest.raises(DirectoryInvalid):
        P.contents().admit(replace(restored, person="Somebody else"))
    with pytest.raises(DirectoryInvalid):
        P.contents().admit(replace(restored, replaces=restored.id))


# proposals


def test_from_one_administrator_to_two_of_two_takes_both() -> None:
    cards = [P.odette.card(), P.imani.card()]
    rooted = sign_root(FILES, cards, [P.odette], online=P.hub.online, now=NOW, threshold=2)
    proposed = sign_next(rooted, read_contents(FILES), P.odette, now=NOW)
    assert missing_signatures(proposed) == {"2.root.json": 1, "targets.json": 1, "org.mash.json": 1}
    with pytest.raises(DirectoryInvalid):
        verify_directory(proposed, trusted=FILES, now=NOW, require_hub=False)
    seen = look_at_proposal(unpack_directory(pack_directory(proposed, proposal=True), proposal=True), trusted=FILES)
    assert (seen.missing, seen.threshold, seen.version) == (1, 2, 4)
    assert seen.signers == {P.imani.id}
    assert seen.signed == {P.odette.id}
    assert seen.administrators == {P.odette.id, P.imani.id}
    signed = add_signature(proposed, P.imani)
    assert missing_signatures(signed) == {}
    assert add_signature(signed, P.imani) == signed
    directory = verify_directory(signed, trusted=FILES, now=NOW, require_hub=False)
    assert directory.threshold == 2
    back = sign_root(signed, [P.odette.card()], [P.odette], online=P.hub.online, now=NOW)
    with pytest.raises(DirectoryInvalid):
        verify_directory(back, trusted=signed, now=NOW, require_hub=False)


def test_a_proposal_that_says_one_thing_and_signs_another_is_refused() -> None:
    both = found_directory([P.odette, P.imani], P.contents(), now=NOW, threshold=2)
    honest = sign_next(both, read_contents(both).admit(replace(amir(), organisation="mash")), P.odette, now=NOW)
    assert look_at_proposal(honest, trusted=both).signers == {P.imani.id}
    swapped = honest | {"people.mash.json": both["people.mash.json"]}
    with pytest.raises(DirectoryInvalid):
        look_at_proposal(swapped, trusted=both)
    with pytest.raises(DirectoryRollback):
        look_at_proposal(both, trusted=add_signature(honest, P.imani))
    with pytest.raises(WrongPartnership):
        look_at_proposal(found_directory([P.lewis], P.contents(), now=NOW), trusted=both)
    with pytest.raises(Malformed):
        unpack_directory(pack_directory(honest, proposal=True))


def test_a_name_that_belongs_to_no_directory_is_not_unpacked() -> None:
    packed = pack_directory(FILES).replace(b"people.mash.json", b"people/mash.json")
    with pytest.raises(Malformed):
        unpack_directory(packed)
    with pytest.raises(TooLarge):
        unpack_directory(bytes(16_000_001))
    disorder = [("mimetype", MIMETYPE), *((name, raw) for name, raw in reversed(FILES.items()))]
    with pytest.raises(Malformed):
        unpack_directory(write_members(disorder))
    shuffled = dict(reversed(FILES.items()))
    assert unpack_directory(pack_directory(shuffled)) == FILES


def test_a_threshold_needs_that_many_keys() -> None:
    with pytest.raises(DirectoryInvalid):
        found_directory([P.odette], P.contents(), now=NOW, threshold=2)
    with pytest.raises(DirectoryInvalid):
        found_directory([P.odette], P.contents(), now=NOW, delegates={"mash": ([P.odette.card().signing], 2)})
