"""A word from the desktop that something needs the person, when another window is in front.

Rules this module keeps:

* it says "Guardbook: something needs you" and nothing else, so that whoever looks over a shoulder learns nothing;
* once for each new need, not again for the same; never while the window is in front, and never while the book is locked or hidden,
  for then nothing is fetched either;
* the desktop's own service is asked over D-Bus; where there is none, nothing is said.
"""

from __future__ import annotations

from PySide6.QtCore import Q_ARG, QMetaObject, Qt
from PySide6.QtDBus import QDBusConnection, QDBusInterface

from desktop.services.pages.today import TodayPage
from desktop.ui.language import tr

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PATIENCE = 2000  # milliseconds for the desktop to answer


def needs(page: TodayPage) -> int:
    """How many things on Today came from outside or ran out of time."""
    late = sum(clock.state in {"overdue", "today"} for clock in page.clocks)
    return len(page.alerts) + len(page.answers) + len(page.enquiries) + late


def tell(bus: QDBusConnection) -> bool:
    """Ask the desktop to say it; whether it could be asked. Blocks up to ``PATIENCE``: not for the window's thread."""
    desktop = QDBusInterface(SERVICE, PATH, SERVICE, bus)
    if not desktop.isValid():
        return False
    desktop.setTimeout(PATIENCE)
    invoke = (
        QMetaObject.invokeMethod
    )  # by the service's own description: the protocol wants an unsigned number (its section 9)
    return bool(
        invoke(
            desktop,
            "Notify",
            Qt.ConnectionType.DirectConnection,
            Q_ARG("QString", "Guardbook"),
            Q_ARG("uint", 0),
            Q_ARG("QString", ""),
            Q_ARG("QString", tr("Guardbook: something needs you")),
            Q_ARG("QString", ""),
            Q_ARG("QStringList", []),
            Q_ARG("QVariantMap", {}),
            Q_ARG("int", -1),
        ),
    )
