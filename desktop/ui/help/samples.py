"""Invented data for the pictures and the accessibility walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.domain.guidance import Guidance
from desktop.domain.records import Contacts
from desktop.services.guides import ROLES
from desktop.services.pages.fields import Choice
from desktop.ui.help.from_guidance import guidance_parts
from desktop.ui.help.topics import TITLES, topic
from desktop.ui.help.view import HelpPage
from desktop.ui.help.wiring import keys
from desktop.ui.language import tr
from resources import edition

CONTACTS = Contacts(
    "Ashmere MASH",
    "01632 960 140",
    "Ashmere Emergency Duty Team",
    "01632 960 199",
    lado_name="Ida Prentice",
    lado_number="01632 960 177",
)
PAGES = (
    "today",
    "children",
    "concern",
    "letters",
    "desk",
    "settings",
    "help",
    "add_child",
    "phone_referral",
    "membership",
)


def _page(name: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        view = HelpPage()
        view.show_roles(tuple(Choice(code, tr(label)) for code, label in ROLES.items()))
        view.show_topics([(one, tr(title)) for one, title in TITLES.items()], name)
        own = topic(name, CONTACTS, keys(lambda _place: None, PAGES))
        more = guidance_parts(Guidance.read(edition())).get(name, ())
        view.show_topic(replace(own, parts=(*own.parts, *more)))
        return view

    return make


SAMPLES: Mapping[str, Callable[[], QWidget]] = {name: _page(name) for name in TITLES}
