"""Recovery words decide without Qt: made one holder at a time, rehearsed, and used to open a colleague's records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.services.errors import Cancelled
from desktop.services.recovery import OrganisationRecovery, RecoveryState
from desktop.ui.recovery.making import MakingPresenter
from desktop.ui.recovery.opening import OpeningPresenter, Typed
from desktop.ui.recovery.presenter import RecoveryPresenter
from desktop.ui.recovery.wording import plain, state_words, typed_problem
from desktop.ui.shell.routes import Place
from desktop.vault.errors import RecoveryWordsMistyped, RecoveryWordsTooFew, WrongRecovery
from tests.fakes.tasks import FakeTasks
from tests.fakes.told_screen import ToldScreen

SCHOOL = OrganisationRecovery("o1", "Larkmere Primary", "age1school", 2, 3)
CLUB = OrganisationRecovery("o2", "Otterfield Swimming", "age1club", 3, 4)
STATE = RecoveryState("Larkmere Primary", "age1school", 2, 3, "2026-11-20T09:40:00+00:00", joined=True)
KIT = "7K2QX-9M4TD-B3H8W-PX61R-0ZJ5N-V6C2Y-E8GAF-4SDTM"
WORDS = ("acid romp crush", "dough cinema medal", "nylon olympic yoga")


class Screen(ToldScreen):
    """A view that keeps what it was told to show."""

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self.where = where

    def ask_where(self, _name: str) -> str:
        return self.where


@dataclass
class Made:
    recipient: str = "age1new"
    needed: int = 2
    words: tuple[str, ...] = WORDS


@dataclass
class Book:
    """session.recovery, and what is told of the words outside of it."""

    now: RecoveryState = STATE
    listed: tuple[OrganisationRecovery, ...] = ()
    published: list[tuple[str, str, int, int]] = field(default_factory=list)

    def state(self) -> RecoveryState:
        return self.now

    def administered(self) -> tuple[OrganisationRecovery, ...]:
        return self.listed

    def publish(self, organisation: str, recipient: str, needed: int, holders: int) -> bytes:
        self.published.append((organisation, recipient, needed, holders))
        return b"directory"


def test_each_book_says_plainly_who_can_open_it() -> None:
    said, follows = state_words(STATE)
    assert said == "Larkmere Primary can open these records with the words of 2 of 3 holders since 20 November 2026."
    assert "never sign as you" in follows
    assert state_words(replace(STATE, since=""))[0].endswith("2 of 3 holders.")
    assert "earlier" in state_words(replace(STATE, needed=0, holders=0))[0]
    none = replace(STATE, recipient="", needed=0, holders=0, since="")
    assert state_words(none)[0].startswith("Nobody else can open these records.")
    assert "Until then" in state_words(replace(none, joined=False))[1]


def test_words_typed_back_are_compared_one_by_one_and_not_repeated() -> None:
    shown = "acid romp crush"
    assert plain("1 Acid, 2. ROMP\n3 crush") == shown
    assert typed_problem(shown, "1. Acid 2. Romp 3. crush") == ""
    for typed, part in (
        ("", "Type the words"),
        ("acid romp", "only 2"),
        ("acid ramp crush", "word 2"),
        ("acid romp crush yoga", "after the last"),
    ):
        problem = typed_problem(shown, typed)
        assert part in problem
        assert not any(word in problem for word in ("ramp", "romp", "acid"))


def making(book: Book, where: str = "") -> tuple[Screen, MakingPresenter, list[tuple[Any, ...]]]:
    screen, papers = Screen(where), list[tuple[Any, ...]]()

    def paper(*of: Any) -> bytes:
        papers.append(of)
        return b"%PDF"

    presenter = MakingPresenter(screen, book, lambda needed, _holders: Made(needed=needed), paper, FakeTasks())
    presenter.read()
    return screen, presenter, papers


def test_the_next_holder_s_words_come_when_these_were_typed_back(tmp_path: Path) -> None:
    book = Book(listed=(SCHOOL, CLUB))
    screen, presenter, papers = making(book, str(tmp_path / "list"))
    presenter.begin("", "1", "x")
    assert screen.problems() == ["organisation", "holders"]
    presenter.begin("o1", "3", "4")
    assert screen.problems() == ["needed"]
    presenter.publish()
    presenter.typed("acid")
    presenter.save(str(tmp_path / "no.pdf"))
    assert not (tmp_path / "no.pdf").exists()
    presenter.begin("o1", "3", "2")
    assert screen.last("show_holder") == (WORDS[0], 1, 3)
    presenter.typed("acid romp")
    assert screen.problems() == ["typed_words"]
    assert screen.last("show_holder")[1] == 1
    presenter.save("")
    presenter.save(str(tmp_path / "one.pdf"))
    assert papers == [(WORDS[0], 1, 2, 3, "Larkmere Primary")]
    assert (tmp_path / "one.pdf").stat().st_mode & 0o777 == 0o600
    presenter.typed(WORDS[0])
    assert screen.last("show_holder") == (WORDS[1], 2, 3)
    presenter.typed(WORDS[1])
    assert book.published == []
    presenter.typed(WORDS[2].upper())
    name, said, files = screen.last("show_ready")
    assert (name, "2 of 3" in said, "one.pdf" in files) == ("Larkmere Primary", True, True)
    presenter.delete_files()
    assert not (tmp_path / "one.pdf").exists()
    assert screen.last("show_files") == ("",)
    presenter.publish()
    assert book.published == [("o1", "age1new", 2, 3)]
    assert (tmp_path / "list").read_bytes() == b"directory"
    assert screen.last("show_notice")[0] == "success"
    presenter.read()
    assert screen.shown[-1][0] != "show_organisations", "what was signed is not begun again"


def test_making_words_is_stopped_half_way_and_leaves_nothing(tmp_path: Path) -> None:
    book = Book(listed=(SCHOOL,))
    screen, presenter, _papers = making(book)
    presenter.begin("o1", "3", "2")
    presenter.save(str(tmp_path / "one.pdf"))
    presenter.typed(WORDS[0])
    presenter.stop()
    assert not (tmp_path / "one.pdf").exists()
    assert screen.last("show_stopped") == ()
    assert "Destroy" in screen.last("show_notice")[2]
    presenter.publish()
    assert book.published == []
    presenter.begin("o1", "3", "2")
    assert screen.last("show_holder")[1] == 1, "it can be begun anew"


def test_a_list_that_was_not_kept_in_a_file_is_offered_again_and_signed_once(tmp_path: Path) -> None:
    book = Book(listed=(SCHOOL,))
    screen, presenter, _papers = making(book)
    presenter.begin("o1", "3", "2")
    for words in WORDS:
        presenter.typed(words)
    presenter.publish()
    assert screen.last("show_notice")[0] == "warning"
    screen.where = str(tmp_path / "list")
    presenter.publish()
    assert len(book.published) == 1
    assert (tmp_path / "list").read_bytes() == b"directory"


def test_a_paper_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    screen, presenter, _papers = making(Book(listed=(SCHOOL,)))
    presenter.begin("o1", "3", "2")
    presenter.save(str(tmp_path / "nowhere" / "one.pdf"))
    assert screen.last("show_paper") == ("",)
    assert screen.last("show_failure")


def rehearsing(book: Book, fails: Exception | None = None) -> tuple[Screen, RecoveryPresenter, list[Any]]:
    screen, tried = Screen(), list[Any]()

    def rehearse(words: Sequence[str], recipient: str) -> None:
        tried.append((list(words), recipient))
        if fails is not None:
            raise fails

    presenter = RecoveryPresenter(screen, book, rehearse, FakeTasks(), tried.append)
    presenter.read()
    return screen, presenter, tried


def test_a_rehearsal_says_that_the_words_fit_and_forgets_them() -> None:
    screen, presenter, tried = rehearsing(Book())
    assert screen.last("show_rehearsal") == ([], 2)
    assert screen.last("show_making") == (False,)
    presenter.rehearse("", ["", " "])
    assert screen.problems() == ["holder1"]
    presenter.rehearse("", [WORDS[0], "", "DOUGH cinema, medal"])
    assert tried == [([WORDS[0], WORDS[1]], "age1school")]
    assert screen.shown[-2][0] == "show_fits"
    assert "Nothing was opened" in screen.last("show_notice")[2]


def test_words_that_do_not_hold_are_named_by_their_field() -> None:
    screen, presenter, _ = rehearsing(Book(), RecoveryWordsMistyped(2))
    presenter.rehearse("", [WORDS[0], "", "dough"])
    assert screen.problems() == ["holder3"]
    screen, presenter, _ = rehearsing(Book(), RecoveryWordsTooFew(1, 3))
    presenter.rehearse("", [WORDS[0]])
    assert screen.last("show_holders") == (3,)
    assert "More holders" in screen.last("show_failure")[0].happened


def test_who_looks_after_several_organisations_says_whose_words_and_makes_new_ones() -> None:
    none = replace(STATE, recipient="", needed=0, holders=0, since="")
    screen, presenter, tried = rehearsing(Book(none, (SCHOOL, CLUB, replace(CLUB, id="o3", recipient="", needed=0))))
    choices, needed = screen.last("show_rehearsal")
    assert ([choice.code for choice in choices], needed) == (["o1", "o2"], 3)
    presenter.rehearse("", [WORDS[0]])
    assert screen.problems() == ["organisation"]
    presenter.rehearse("o2", [WORDS[0]])
    presenter.make()
    assert tried == [([WORDS[0]], "age1club"), Place("recovery_words")]
    screen, _, _ = rehearsing(Book(none))
    assert screen.last("show_rehearsal") == ([], 0)


class Books:
    """What opens a copy; ``fails`` once."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.fails, self.asked = fails, list[Any]()
        self.between: Callable[[], None] = lambda: None

    def new_kit(self) -> str:
        return KIT

    def backup_date(self, _file: Path) -> datetime:
        return datetime(2026, 11, 20, 9, 40, tzinfo=UTC)

    def recover(
        self,
        source: Path,
        words: Sequence[str],
        name: str,
        role_title: str,
        passphrase: str,
        kit: str,
        progress: Callable[[int, int], bool],
    ) -> str:
        self.asked.append((source, list(words), name, role_title, passphrase, kit))
        if not progress(1, 4):
            raise Cancelled
        self.between()
        if not progress(2, 4):
            raise Cancelled
        if self.fails is not None:
            raise self.fails
        return "the copy"


TYPED = Typed((WORDS[0], WORDS[1]), "Maud Ferrand", "Head teacher", "walnut ferry thimble", "walnut ferry thimble", KIT)


def opening(books: Books) -> tuple[Screen, OpeningPresenter[str], list[str]]:
    screen, went = Screen(), list[str]()
    presenter = OpeningPresenter(screen, books, FakeTasks(), went.append, lambda: went.append("back"))
    presenter.read()
    return screen, presenter, went


def test_a_copy_is_opened_with_everything_typed_and_not_before() -> None:
    books = Books()
    screen, presenter, went = opening(books)
    assert screen.last("show_kit") == (KIT,)
    presenter.open(Typed(("",), "", "", "", "", ""))
    assert screen.problems() == ["source", "holder1", "name", "role_title", "new", "typed_kit"]
    presenter.pick_backup("")
    presenter.pick_folder("")
    presenter.pick_backup("/stick/record-book.guardbook-backup")
    assert "20 November 2026 at 09:40" in screen.last("show_source")[1]
    presenter.open(TYPED)
    source = Path("/stick/record-book.guardbook-backup")
    assert books.asked == [(source, list(WORDS[:2]), "Maud Ferrand", "Head teacher", TYPED.new, KIT)]
    assert went == ["the copy"]
    assert presenter.under_way.how_far().endswith("50 % so far.")
    presenter.back()
    assert went[-1] == "back"


def test_opening_can_be_stopped_and_wrong_words_are_named_by_their_field() -> None:
    books = Books()
    screen, presenter, went = opening(books)
    assert presenter.under_way.how_far().startswith("Opening a copy")
    presenter.pick_folder("/books/f00d")
    books.between = presenter.under_way.stop
    presenter.open(TYPED)
    assert went == []
    assert screen.last("show_working") == ("",)
    for fails, field_name in ((RecoveryWordsMistyped(1), "holder1"), (WrongRecovery("other"), "")):
        screen, presenter, _ = opening(Books(fails))
        presenter.pick_folder("/books/f00d")
        presenter.open(TYPED)
        if field_name:
            assert screen.problems() == [field_name]
        else:
            assert "another recovery" in screen.last("show_failure")[0].happened
