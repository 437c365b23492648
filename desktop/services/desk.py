"""The desk: referrals by letter and by telephone, joined, decided and answered.

Rules this module keeps:

* an enquiry's id is the share id of its letter, or the enquiry id of its phone call;
* joined enquiries are one group: one clock, from the earliest of the hub's received time and the phone call;
* opening and deciding are statements that go back to the referrer; only this desk's own people make them.
"""

from __future__ import annotations

from desktop.domain.statements import Changes
from desktop.services.book import OpenBook
from desktop.services.pages import EnquiryPage, EnquiryRow, Missing, PhoneReferral


class Desk:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def enquiries(self) -> tuple[EnquiryRow, ...]:
        """Every enquiry, the undecided first, by when its decision is due. Raises NotADesk."""
        raise NotImplementedError

    def open(self, enquiry_id: str) -> EnquiryPage:
        """The whole group; writes referral.opened once for each person and letter, and queues that answer.

        Raises NotADesk, NoSuchRecord.
        """
        raise NotImplementedError

    def check_phone_referral(self, referral: PhoneReferral) -> tuple[Missing, ...]:
        raise NotImplementedError

    def take_phone_referral(self, referral: PhoneReferral) -> str:
        """Keep a referral taken by telephone; returns the enquiry's id. Raises NotADesk, Incomplete."""
        raise NotImplementedError

    def join(self, first: str, second: str, reason: str) -> Changes:
        """Say that two enquiries are one. Raises NotADesk, NoSuchRecord, ReasonNeeded, SameEnquiry."""
        raise NotImplementedError

    def decide(
        self, enquiry_id: str, outcome: str, reasons: str, next_contact: str = "", tell_family: str = ""
    ) -> Changes:
        """Decide with reasons and answer every referrer of the group by letter.

        Raises NotADesk, NoSuchRecord, ReasonNeeded, Incomplete, AlreadyDecided.
        """
        raise NotImplementedError
