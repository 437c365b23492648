"""People around a child on the child's page: cards with Change, who lived there when, linked children. Widgets only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from desktop.ui.language import tr
from desktop.ui.people.lines import AroundScreen, LikelyLine, OldLine, PersonLine, SameLine
from desktop.ui.widgets.boxes import Card, EmptyState, Notice
from desktop.ui.widgets.buttons import ActionBar, Button
from desktop.ui.widgets.table import Row, Table
from desktop.ui.widgets.text import Text

Ask = Callable[[str, str, str], None]
"""Where to go: a page, the record it is about, and what else it needs (``shell.routes.Place``)."""


def family_part(child: str, around: AroundScreen, ask: Ask) -> Iterator[QWidget]:
    """Family, household, linked children, and what the child's own record says beside it."""
    if not around.family and not around.old:
        yield EmptyState(tr("Nobody is recorded yet"), tr("Parents, brothers and sisters, and who else is at home."))
    for line in around.family:
        yield person_card(line, ask)
    yield ActionBar(Button(tr("Add a family member or someone at home"), on=lambda: ask("add_person", child, "family")))
    if around.old:
        yield old_card(around.old, ask)
    if around.linked:
        yield Text(tr("Children who may belong to this family"), "strong")
        for link in around.linked:
            card = Card(link.name)
            card.add(Text(link.text))
            open_it = Button(tr("Open the record"), on=_go(ask, "child", link.child))
            open_it.setAccessibleName(tr("Open the record: {name}", name=link.name))
            card.add(ActionBar(open_it))
            yield card
    if around.household:
        yield Text(tr("Who lived with the child, and when"), "strong")
        yield household_table(around)
    if around.earlier:
        yield Text(tr("Not any more"), "strong")
        for line in around.earlier:
            yield person_card(line, ask)


def professionals_part(child: str, around: AroundScreen, ask: Ask) -> Iterator[QWidget]:
    """Who works with this child."""
    if not around.professionals:
        yield EmptyState(
            tr("No professional is recorded yet"), tr("Health visitor, GP, school, social worker and others.")
        )
    for line in around.professionals:
        yield person_card(line, ask)
    yield ActionBar(Button(tr("Add a professional"), on=lambda: ask("add_person", child, "professional")))


def same_part(child: str, around: AroundScreen, ask: Ask) -> Iterator[QWidget]:
    """Records of one child: what was said, and what nobody compared yet."""
    for line in around.same:
        yield same_card(line, child, ask)
    if around.kept_back:
        yield Text(around.kept_back, "small")
    for likely in around.likely:
        yield likely_notice(likely, child, ask)


def person_card(line: PersonLine, ask: Ask) -> Card:
    """One person, what they are to the child, and Change."""
    card = Card(line.name)
    card.add(Text(line.relation, "strong"))
    if line.facts:
        card.add(Text("\n".join(line.facts), selectable=True))
    if line.note:
        card.add(Notice("warning", "", line.note))
    open_it = Button(tr("Open the record"), on=_go(ask, "child" if line.is_child else "person", line.other))
    open_it.setAccessibleName(tr("Open the record: {name}", name=line.name))
    bar = ActionBar(open_it)
    if line.ours:
        change = Button(tr("Change"), on=_go(ask, "amend_relation", line.id))
        change.setAccessibleName(tr("Change: {name}, {relation}", name=line.name, relation=line.relation))
        bar.add(change)
    card.add(bar)
    return card


def old_card(lines: tuple[OldLine, ...], ask: Ask) -> Card:
    """What the child's own record says of people, to be taken over one by one."""
    card = Card(tr("Written in the child’s details"))
    card.add(
        Text(
            tr("It stays there. Take a person over, and they have a record of their own that other children share."),
            "hint",
        )
    )
    for line in lines:
        card.add(Text(line.text, selectable=True))
        over = Button(tr("Take over"), on=_go(ask, "add_person", line.child, f"row:{line.number}"))
        over.setAccessibleName(tr("Take over: {text}", text=line.text))
        card.add(ActionBar(over))
    return card


def same_card(line: SameLine, record: str, ask: Ask) -> Card:
    card = Card(line.title)
    card.add(Text(line.text, selectable=True))
    back = Button(tr("Withdraw this"), on=_go(ask, "withdraw_same", line.id, record))
    back.setAccessibleName(tr("Withdraw this: {title}", title=line.title))
    look = Button(tr("See both side by side"), on=_go(ask, "compare", record, line.other))
    look.setAccessibleName(tr("See both side by side: {title}", title=line.title))
    card.add(ActionBar(look, back))
    return card


def likely_notice(line: LikelyLine, record: str, ask: Ask) -> Notice:
    compare = Button(tr("See both side by side"), on=_go(ask, "compare", record, line.other))
    compare.setAccessibleName(tr("See both side by side: {title}", title=line.name))
    return Notice("info", tr("May have another record: {name}", name=line.name), _sentence(line.why), compare)


def household_table(around: AroundScreen) -> Table:
    """The same as the cards, in order of time."""
    columns = (tr("Who"), tr("Relation"), tr("From"), tr("Until"))
    table = Table(tr("Who lived with the child, and when"), columns, widths=(5, 5, 4, 4), most=8)
    table.set_rows(
        [Row(str(number), cells, (*cells[:2], number, number)) for number, cells in enumerate(around.household)]
    )
    return table


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _go(ask: Ask, page: str, record: str, extra: str = "") -> Callable[[], None]:
    return lambda: ask(page, record, extra)
