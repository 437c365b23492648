"""What a person may give to those who look after their computer: versions, sizes, counts and timings; never content.

Rules this module keeps: no name, no text, no id, no path and no number that stands for one child; counts are of whole families of
records; what is shown to the person is exactly what is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter

from desktop.language import tr
from desktop.services.book import OpenBook

FAMILIES = ("child", "concern", "share", "call")


class Diagnostics:
    def __init__(self, book: OpenBook) -> None:
        self._book = book

    def facts(self, timer: Callable[[], float] = perf_counter) -> Mapping[str, str]:
        """What is to be said of this book, in the order it is said. ``timer`` in seconds."""
        store, facts = self._book.store, dict[str, str]()
        began = timer()
        letters_out, letters_in = store.outbox(), store.incoming()
        facts["Statements"] = str(len(store.all_tokens()))
        facts["Records"] = str(store.records_count())
        facts["Letters out, in"] = f"{len(letters_out)}, {len(letters_in)}"
        facts["Drafts"] = str(len(store.drafts()))
        facts["Reading these took"] = f"{(timer() - began) * 1000:.0f} ms"
        began = timer()
        store.children("", 200)
        facts["Listing 200 children took"] = f"{(timer() - began) * 1000:.0f} ms"
        facts["Guidance edition"] = self._book.guidance.edition
        facts["Joined to a partnership"] = "yes" if self._book.me is not None else "no"
        facts["List of people holds"] = self._book.directory_problem or "yes"
        facts["Keys were mended at opening"] = "yes" if self._book.keys_mended else "no"
        return facts


def text(parts: Mapping[str, Mapping[str, str]]) -> str:
    """The whole as plain text: a heading for each part, one line for each fact."""
    lines = [tr("Guardbook: facts for whoever looks after this computer. No names, no records.")]
    for heading, facts in parts.items():
        lines += ["", heading, *(f"  {name}: {value}" for name, value in facts.items())]
    return "\n".join(lines) + "\n"
