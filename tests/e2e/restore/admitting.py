"""A restored book is a new device: its person is admitted again, as anybody is."""

from __future__ import annotations

from desktop.domain.records import Role
from desktop.services.session import Session
from tests.e2e.faults.area import Area


def admit_again(area: Area, restored: Session, desk: Session | None = None, role: Role = Role.LEAD) -> None:
    """Invitation, request, six words by telephone, the next signed directory; then through the hub, which runs.

    ``desk`` is the second administrator, whose book is opened for it when it is not open.
    """
    office = area.unlock("office")
    ids = {name: organisation for organisation, name, _ in office.membership.organisations()}
    profile = restored.profile
    invitation = office.membership.invite(ids[profile.organisation], role.value, profile.name)
    request = restored.membership.accept_invitation(invitation)
    assert office.membership.read_request(request.content).words == request.words
    signed = office.membership.admit(request.content)
    if office.countersigning.waiting() is not None:
        second = desk or area.unlock("desk")
        office.membership.adopt_directory(second.countersigning.countersign(signed).content)
        if desk is None:
            second.lock()
    office.courier.exchange()
    office.lock()
