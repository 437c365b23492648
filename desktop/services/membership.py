"""Membership: joining a partnership by files, and an administrator's work on its directory.

Rules this module keeps:

* a directory is verified against the root it was invited under, or the one in use, before it is kept;
* an invitation admits once, before it expires, and only a person who read the same six words by telephone;
* a change that needs another administrator's signature becomes a proposal file (services/countersigning.py);
* keys never leave the device: a request carries the public card alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta

from bundle.directory import (
    Contacts,
    Desk,
    DeviceEntry,
    Directory,
    DirectoryContents,
    Organisation,
    found_directory,
    missing_signatures,
    sign_next,
)
from bundle.encoding import b64u, unb64u
from bundle.enrolment import (
    EnrolmentRequest,
    Invitation,
    check_request,
    make_invitation,
    make_request,
    read_request,
    six_words,
)
from bundle.hub_cards import HubCard
from bundle.recipients import Recipient
from desktop.domain.records import OrganisationKind, Role
from desktop.domain.statements import Changes, Json
from desktop.language import tr
from desktop.services.adopting import INVITED, Adopting
from desktop.services.book import OpenBook
from desktop.services.countersigning import Countersigning, SignedFile
from desktop.services.desk_keys import DeskKeys
from desktop.services.errors import (
    AlreadyJoined,
    Incomplete,
    NoRecipient,
    NothingToGrant,
    NotJoined,
    RequestNotExpected,
)
from desktop.services.incoming import USED_TWICE
from desktop.services.list_age import in_our_name
from desktop.services.pages.fields import Missing
from desktop.services.pages.membership import RequestFile, RequestSummary, Standing
from desktop.services.proving import INVITATIONS, challenge, unproved
from resources import words

DESK_ID_BYTES = 16
ORGANISATION_ID_BYTES = 9
LOST, STOLEN = "lost", "stolen"  # what became of the computer that a restored record book replaces
UNNOTICED = timedelta(minutes=5)  # a clock may be wrong by so much without being told (clock_skew.py)


class Membership:
    def __init__(self, book: OpenBook, adopting: Adopting, signing: Countersigning, desk_keys: DeskKeys) -> None:
        self._book, self._adopting, self._signing, self._desk_keys = book, adopting, signing, desk_keys

    def standing(self) -> Standing:
        """Who this device is in its partnership, or that it has none yet."""
        book, directory, me = self._book, self._book.directory, self._book.me
        if directory is None or me is None:
            invited = book.store.setting(INVITED)
            waiting = isinstance(invited, dict)
            mine = book.keys.card().six_words(words())
            shown = str(invited.get("words", mine)) if isinstance(invited, dict) else mine
            area = str(invited["area"]) if isinstance(invited, dict) else ""
            name = book.profile.organisation
            return Standing(
                joined=False,
                area=area,
                organisation=name,
                role="",
                administrator=False,
                words=shown,
                waiting=waiting,
                alarms=self._alarms(),
            )
        listed = words()
        devices = tuple(
            (entry.person, directory.organisations[entry.organisation].name, entry.card.six_words(listed))
            for entry in directory.current_devices(book.now())
        )
        return Standing(
            joined=True,
            area=book.area,
            organisation=directory.organisations[me.organisation].name,
            role=me.role,
            administrator=book.device in directory.administrators,
            words=me.card.six_words(listed),
            waiting=False,
            directory_expires=directory.expires.date(),
            devices=tuple(sorted(devices)),
            alarms=self._alarms(),
            needed=directory.threshold,
            proposal=self._signing.waiting() is not None,
            unproved=unproved(book),
        )

    def accept_invitation(self, invitation: bytes) -> RequestFile:
        """Answer an invitation with a request file; its six words are read out by telephone.

        Raises AlreadyJoined, InvitationExpired, InvitationInvalid (bundle).
        """
        book = self._book
        if book.me is not None:
            raise AlreadyJoined("this record book belongs to a partnership already")
        read = Invitation.from_bytes(invitation)
        profile = book.profile
        content = make_request(
            read,
            book.keys,
            person=profile.name,
            role_title=profile.role_title,
            now=book.now(),
            replaces=self._replaced(read.organisation),
            desk_key=self._desk_keys.make() if read.role == Role.DESK else "",
        )
        shown = six_words(book.keys.card(), read.partnership, read.token, words())
        kept: dict[str, Json] = {
            "partnership": read.partnership,
            "address": read.hub.address,
            "certificate": read.hub.certificate,
            "area": read.hub.name,
            "organisation": read.organisation_name,
            "role": read.role,
            "words": shown,
        }
        with book.writing() as sheet:
            sheet.writer.put_setting(INVITED, kept)
            sheet.add(Changes(families=frozenset({"standing"})))
        return RequestFile(content, shown)

    def _replaced(self, organisation: str) -> str:
        """The device that this book was before a restore, when the directory has it as this person's; otherwise ""."""
        book = self._book
        for device in book.former:
            entry = book.entry_of(device)
            if entry and (entry.person, entry.organisation) == (book.profile.name, organisation):
                return device
        return ""

    def adopt_directory(self, content: bytes) -> Changes:
        """Verify and keep a directory file; letters set aside for want of it are tried again.

        Raises NotJoined (no invitation was accepted), DirectoryNotOurs, and bundle's DirectoryInvalid,
        DirectoryExpired, DirectoryRollback, WrongPartnership, Malformed, TooLarge.
        """
        return self._adopting.adopt(content)

    def directory_file(self) -> bytes:
        """The directory in use, as a file to hand on. Raises NotJoined."""
        kept = self._book.store.directory()
        if kept is None:
            raise NotJoined("this record book belongs to no partnership yet")
        return kept

    def found(
        self,
        hub_card: bytes,
        organisations: Sequence[tuple[str, OrganisationKind]],
        desk: str = "",
        *,
        name: str = "",
        role: str = "",
    ) -> bytes:
        """Begin a partnership: its first directory, signed by this device as its administrator.

        ``organisations`` are (name, kind); ``desk`` names the one that keeps the desk, else it is the first of kind
        HUB. Our own organisation is added when it is not among them. ``name`` of the partnership: the desk's when blank. ``role`` of this device: "desk" when
        it belongs to the desk's organisation, else "administrator". Returns the directory file for the hub.
        Raises AlreadyJoined, Incomplete (no desk), Malformed (bundle).
        """
        book, profile = self._book, self._book.profile
        if book.store.directory() is not None:
            raise AlreadyJoined("this record book belongs to a partnership already")
        named = dict(organisations)
        named.setdefault(profile.organisation, profile.organisation_kind)
        listed = [self._organisation(one, kind) for one, kind in named.items()]
        hubs = [one for one in listed if one.kind == OrganisationKind.HUB and desk in ("", one.name)]
        if not hubs:
            raise Incomplete((Missing("organisations", "Say which organisation keeps the safeguarding desk"),))
        ours = next(one for one in listed if one.name == profile.organisation)
        mine = role or (Role.DESK.value if ours is hubs[0] else Role.ADMINISTRATOR.value)
        contents = DirectoryContents(
            name=name or hubs[0].name,
            organisations=tuple(listed),
            devices=(
                DeviceEntry(book.keys.card(), profile.name, mine, profile.role_title, ours.id, _second(book.now())),
            ),
            hub=HubCard.from_bytes(hub_card),
            desks=(Desk(b64u(book.random(DESK_ID_BYTES)), hubs[0].name, hubs[0].id),),
        )
        if mine == Role.DESK.value and ours is hubs[0]:
            contents = contents.begin_epoch(contents.desks[0].id, self._desk_keys.make(), at=book.now())
        return self._signing.keep(found_directory([book.keys], contents, now=book.now())).content

    def organisations(self) -> tuple[tuple[str, str, OrganisationKind], ...]:
        """(id, name, kind) of every organisation in the directory, by name. Raises NotJoined."""
        listed = self._book.joined().organisations.values()
        return tuple(sorted(((one.id, one.name, OrganisationKind(one.kind)) for one in listed), key=lambda one: one[1]))

    def invite(self, organisation: str, role: str, person: str = "") -> bytes:
        """An invitation file for one person of an organisation (its id). Raises NotAnAdministrator, NoRecipient."""
        directory = self._signing.administered()[0]
        if organisation not in directory.organisations:
            raise NoRecipient("the organisation is not in the directory")
        book = self._book
        made = make_invitation(
            directory,
            organisation=organisation,
            role=Role(role).value,
            now=book.now(),
            random=book.random,
            person=person,
        )
        with book.writing() as sheet:
            one: Json = {"file": b64u(made.to_bytes()), "used": False}
            sheet.writer.put_setting(INVITATIONS, {**self._invitations(), made.id: one})
        return made.to_bytes()

    def read_request(self, content: bytes) -> RequestSummary:
        """What a request says, to compare by telephone.

        Raises NotAnAdministrator, RequestNotExpected, RequestInvalid, InvitationExpired (bundle).
        """
        directory = self._signing.administered()[0]
        request, shown = self._expected(content)
        return RequestSummary(
            person=request.person,
            role_title=request.role_title,
            organisation=directory.organisations[request.organisation].name,
            role=request.role,
            words=shown,
            content=content,
            replaces=self._replaces_whom(directory, request),
        )

    def admit(self, content: bytes, replaced: str = "") -> bytes:
        """Sign the next directory with the requester in it; returns the directory file for everyone.

        ``replaced`` says what becomes of the computer that the request replaces, in the same directory: ``LOST`` and it
        counts no more, ``STOLEN`` and its key is not safe either, "" and it stays.

        Where that takes another administrator too it is a proposal file (``Countersigning.waiting``). Raises as
        read_request, and DirectoryInvalid for a device that is in it already.
        """
        directory = self._signing.administered()[0]
        request, _ = self._expected(content)
        book = self._book
        entry = request.entry(book.now(), book.witnessing.log_size())
        contents = _with_first_key(directory.contents.admit(entry), request, book.now())
        if request.replaces and replaced:
            contents = self._with_next_keys(self._withdrawn(contents, request.replaces))
        used: Json = {**self._invitations(), request.invitation: self._used(request)}
        unsafe = request.replaces if replaced == STOLEN else ""
        signed = self._sign(contents, [(INVITATIONS, used)], unsafe=unsafe)
        challenge(book)
        return signed.content

    def people(self) -> tuple[tuple[str, str], ...]:
        """(device, "person, organisation") of everyone who could leave, by name; with the computer's six words where a
        person has more than one. For an administrator, else none.
        """
        book = self._book
        directory = book.directory
        if directory is None or book.device not in directory.administrators:
            return ()
        live = directory.current_devices(book.now())
        whose = [f"{one.person}, {directory.organisations[one.organisation].name}" for one in live]
        named = (
            (one.id, said if whose.count(said) == 1 else f"{said} ({one.card.six_words(words())})")
            for one, said in zip(live, whose, strict=True)
            if one.id != book.device
        )
        return tuple(sorted(named, key=lambda one: one[1]))

    def withdraw(self, device: str, *, compromised: bool = False) -> bytes:
        """Sign the next directory with a device withdrawn from now: its person left, or (``compromised``) someone else
        may have its keys. Where the second takes another administrator, it is out at once and a proposal asks for the rest.
        Returns as ``admit``; raises NotAnAdministrator, DirectoryInvalid (bundle).
        """
        contents = self._withdrawn(self._signing.administered()[0].contents, device)
        return self._sign(self._with_next_keys(contents), unsafe=device if compromised else "").content

    def set_recovery(self, organisation: str, recipient: str, needed: int = 0, holders: int = 0) -> bytes:
        """Sign the next directory with another recovery for an organisation (its id), "" for none; each of its record books
        seals itself to it when it learns it. The words of ``needed`` of ``holders`` people open it. Returns as ``admit``.
        Raises NotAnAdministrator, NoRecipient, Malformed (bundle).
        """
        directory, held = self._signing.administered()
        book = self._book
        if organisation not in directory.organisations:
            raise NoRecipient("the organisation is not in the directory")
        if recipient:
            Recipient.parse(recipient)
        organisations = (
            replace(one, recovery=recipient, needed=needed, holders=holders) if one.id == organisation else one
            for one in directory.contents.organisations
        )
        contents = replace(directory.contents, organisations=tuple(organisations))
        return self._signing.keep(sign_next(held, contents, book.keys, now=book.now())).content

    def set_role(self, device: str, role: str, title: str) -> bytes:
        """Sign the next directory with another role for a device; the earlier one stays listed. As ``withdraw``."""
        directory, held = self._signing.administered()
        book = self._book
        contents = directory.contents.set_role(
            device, Role(role).value, title, since=book.now(), index=book.witnessing.log_size()
        )
        return self._signing.keep(sign_next(held, self._with_next_keys(contents), book.keys, now=book.now())).content

    def list_desk_keys(self) -> bytes:
        """Sign the next directory with the keys that desk members proposed. As ``withdraw``; raises NothingToGrant."""
        directory, held = self._signing.administered()
        contents = self._with_next_keys(directory.contents)
        if contents == directory.contents:
            raise NothingToGrant("no desk waits for a key")
        return self._signing.keep(sign_next(held, contents, self._book.keys, now=self._book.now())).content

    # how it is done

    def _withdrawn(self, contents: DirectoryContents, device: str, *, compromised: bool = False) -> DirectoryContents:
        since = self._book.now() - UNNOTICED  # so that it holds at the hub at once, whose clock may be behind ours
        begun = [entry.valid_from for entry in contents.devices if compromised and entry.id == device]
        index = self._book.witnessing.log_size()
        return contents.revoke(device, at=max([since, *begun]), compromised=compromised, index=index)

    def _sign(
        self, contents: DirectoryContents, settings: Sequence[tuple[str, Json]] = (), *, unsafe: str = ""
    ) -> SignedFile:
        """Sign the next directory, and that the key of the device ``unsafe`` is not safe.

        Taking a device out acts at once where one signature is enough; that nothing it said later counts takes both.
        """
        book = self._book

        def signed(said: DirectoryContents, settings: Sequence[tuple[str, Json]]) -> SignedFile:
            held = self._signing.administered()[1]
            return self._signing.keep(sign_next(held, said, book.keys, now=book.now()), settings)

        if not unsafe:
            return signed(contents, settings)
        whole = self._withdrawn(contents, unsafe, compromised=True)
        directory, held = self._signing.administered()
        if contents == directory.contents:  # it is out already
            return signed(whole, settings)
        at_once = sign_next(held, contents, book.keys, now=book.now())
        if not missing_signatures(sign_next(held, whole, book.keys, now=book.now())) or missing_signatures(at_once):
            return signed(whole, settings)
        self._signing.keep(at_once, settings)
        return signed(whole, ())

    def _with_next_keys(self, contents: DirectoryContents) -> DirectoryContents:
        """Give each desk without a key the one that a member proposed, or, where we are a member, one made here."""
        contents = self._desk_keys.next_epochs(contents)
        me = next((entry for entry in contents.devices if entry.id == self._book.device), None)
        for desk in contents.desks_of(me.organisation) if me is not None and me.at_desk else ():
            if self._desk_keys.replaced(contents, desk.id):
                contents = contents.begin_epoch(desk.id, self._desk_keys.make(), at=self._book.now())
        return contents

    @staticmethod
    def _replaces_whom(directory: Directory, request: EnrolmentRequest) -> str:
        """Whose computer a request replaces, in words; "" when it replaces none that still counts."""
        entry = directory.devices.get(request.replaces)
        if entry is None or entry.withdrawn:
            return ""
        return f"{entry.person}, {directory.organisations[entry.organisation].name}"

    def _used(self, request: EnrolmentRequest) -> Json:
        row = self._invitations().get(request.invitation)
        return {**(row if isinstance(row, dict) else {}), "used": True, "device": request.card.id}

    def _organisation(self, name: str, kind: OrganisationKind) -> Organisation:
        book = self._book
        known = {field.name for field in fields(Contacts)}
        own = asdict(book.profile.contacts) if kind == OrganisationKind.HUB else {}
        numbers = {name: text for name, text in own.items() if name in known}
        return Organisation(b64u(book.random(ORGANISATION_ID_BYTES)), name, kind.value, Contacts(**numbers))

    def _expected(self, content: bytes) -> tuple[EnrolmentRequest, str]:
        """The checked request and the six words to compare."""
        row = self._invitations().get(read_request(content).invitation)
        if not isinstance(row, dict) or row.get("used") is not False:
            raise RequestNotExpected("the request answers no open invitation made here")
        invitation = Invitation.from_bytes(unb64u(str(row["file"])))
        request = check_request(content, invitation, now=self._book.now())
        return request, six_words(request.card, invitation.partnership, invitation.token, words())

    def _invitations(self) -> dict[str, Json]:
        kept = self._book.store.setting(INVITATIONS)
        return dict(kept) if isinstance(kept, dict) else {}

    def _alarms(self) -> tuple[str, ...]:
        book, said = self._book, list(in_our_name(self._book))
        if book.device in book.store.forked_devices() or book.store.setting(USED_TWICE):
            said.append(
                tr("This record book was used on two computers at once. Use one only, and tell your administrator.")
            )
        return tuple(said)


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _with_first_key(contents: DirectoryContents, request: EnrolmentRequest, at: datetime) -> DirectoryContents:
    """The first member of a desk brings the desk's first key."""
    desks = contents.desks_of(request.organisation) if request.desk_key and request.role == Role.DESK else ()
    for desk in desks:
        if not any(one.desk == desk.id for one in contents.epochs):
            return contents.begin_epoch(desk.id, request.desk_key, at=at)
    return contents
