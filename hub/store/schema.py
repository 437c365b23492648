"""Bringing a hub's database to the newest schema.

Rules this module keeps: steps run in one transaction; a database of a newer program is refused, not touched.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from hub.errors import HubTooNew


def bring_up(engine: Engine) -> None:
    """Run every step that is missing. Raises HubTooNew when the database knows steps that we do not."""
    settings = Config()
    settings.set_main_option("script_location", "hub:migrations")
    settings.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(settings)
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None:
            try:
                scripts.get_revision(current)
            except CommandError:
                raise HubTooNew("the hub's database was written by a newer program") from None
        if current == scripts.get_current_head():
            return
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
