"""A member who means ill: genuine signatures over what no honest Guardbook writes. Everybody is invented."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bundle.container import Parts, pack
from bundle.encoding import b64u, canonical_json
from bundle.keys import DeviceKeys
from bundle.letters import Letter, LetterContents, MailboxKey, make_letter
from bundle.statement_form import POSITION, TYPE, VERSION, digest_of, token_of
from bundle.statements import SignedStatement, StatementPayload, issue
from desktop.domain.statements import Json
from tests.unit.services.people import Area


@dataclass(frozen=True)
class Forge:
    """One issuer-signed JWT with every disclosure that somebody could hand on, as (name or "", value, text)."""

    jwt: str
    disclosures: tuple[tuple[str, object, str], ...]

    def copy(self, but: Collection[str] = ()) -> str:
        """A compact copy without the position, and without the disclosures of these names or values."""
        left_out = {*POSITION, *but}
        return token_of(self.jwt, [text for *said, text in self.disclosures if left_out.isdisjoint(map(str, said))])


def forge(area: Area, who: str, about: Sequence[str], fields: Sequence[tuple[str, Json]]) -> Forge:
    """A concern whose digests name ``fields`` as they stand, twice the same name among them."""
    keys, disclosures = area.keys[who], []

    def disclose(name: str, value: object) -> str:
        parts = [b64u(area.random(16)), *([name] if name else []), value]
        text = b64u(canonical_json(parts))
        disclosures.append((name, value, text))
        return digest_of(text)

    records = [{"...": disclose("", record)} for record in about]
    digests = [disclose(name, value) for name, value in (*fields, ("epoch", "E"), ("seq", 1), ("prev", None))]
    claims = {
        "v": VERSION,
        "kind": "concern.recorded",
        "iat": int(area.clock.now().timestamp()),
        "ed": "england-2026",
        "after": [],
        "about": records,
        "_sd": sorted(digests),
        "_sd_alg": "sha-256",
    }
    header = {"alg": "EdDSA", "kid": keys.id, "typ": TYPE}
    signed = f"{b64u(canonical_json(header))}.{b64u(canonical_json(claims))}"
    return Forge(f"{signed}.{b64u(keys.sign(signed.encode()))}", tuple(disclosures))


def said(
    area: Area,
    keys: DeviceKeys,
    about: Sequence[str],
    fields: Mapping[str, Json],
    *,
    kind: str = "concern.recorded",
    after: Sequence[str] = (),
    seq: int = 1,
    days_ago: int = 0,
) -> SignedStatement:
    """A statement of the form, whatever it says and whenever it says that it was written."""
    at = int(area.clock.now().timestamp()) - days_ago * 24 * 3600
    payload = StatementPayload(kind, tuple(about), fields, tuple(after), at, "england-2026", False, ("E", seq, None))
    return issue(payload, keys, area.random)


def letter(area: Area, who: str, tokens: Sequence[str], *, bundle: str | None = None, to: str = "desk") -> Letter:
    """A genuine letter, to the desk unless another is named, with these statements."""
    directory = area.desk.book.directory
    assert directory is not None
    reader = area.keys[to].card()
    contents = LetterContents(
        partnership=directory.partnership,
        purpose="refer",
        basis="x",
        share="",
        audience="desk",
        numbers={reader.id: (1, "")},
        tokens=tuple(tokens),
    )
    now, keys = area.clock.now(), area.keys[who]
    return make_letter(
        contents, keys, [MailboxKey(reader.id, reader.age)], written_at=now, random=area.random, bundle=bundle
    )


def receipt(area: Area, sent: Letter) -> bytes:
    """The hub's receipt for a letter."""
    return area.post.log.receipt(sent.waybill.digest, area.clock.time)


def sent(area: Area, who: str, tokens: Sequence[str], *, to: str = "desk") -> bytes:
    """The container of such a letter as it comes from the hub."""
    made = letter(area, who, tokens, to=to)
    return pack(made, receipt(area, made))


def damaged(made: Letter, bit: int = 1) -> bytes:
    """The container of a letter with a bit of its last byte changed."""
    return pack(Parts(made.waybill_envelope, made.sealed[:-1] + bytes([made.sealed[-1] ^ bit]), None))
