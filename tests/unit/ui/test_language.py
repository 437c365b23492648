"""Texts are translated as Qt Linguist files say, plural forms too; a gap shows English and breaks nothing."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.language import (
    FOLDER,
    SOURCE,
    Catalogue,
    Pseudo,
    english_form,
    install,
    mark,
    named,
    plural_form,
    read,
    tr,
)
from desktop.ui.messages import SAID

ROOT = Path(__file__).resolve().parents[3]
_spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging/translations.py")
assert _spec is not None
assert _spec.loader is not None
translations = importlib.util.module_from_spec(_spec)
sys.modules["translations"] = translations
_spec.loader.exec_module(translations)

WELSH = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="cy" sourcelanguage="en">
<context><name>today</name>
<message><source>Open</source><translation>Ar agor</translation></message>
<message><source>Soon</source><translation type="unfinished">Yn fuan</translation></message>
<message numerus="yes"><source>%n letter(s)</source><translation>
<numerusform>dim llythyr</numerusform><numerusform>%n llythyr</numerusform><numerusform>%n llythyrau</numerusform>
<numerusform>chwe llythyr</numerusform><numerusform>%n o lythyrau</numerusform></translation></message>
</context>
<context><name>child</name><message><source>Open</source><translation>Agor</translation></message></context>
</TS>
"""


@pytest.fixture
def welsh(tmp_path: Path) -> Iterator[Catalogue]:
    (tmp_path / "guardbook_cy.ts").write_text(WELSH, "utf-8")
    made = read("cy", tmp_path)
    install(made)
    yield made
    install(None)


def test_without_a_language_the_text_is_english() -> None:
    assert tr("Decision due {when}", when="tomorrow") == "Decision due tomorrow"
    assert tr(mark("Open")) == "Open"


@pytest.mark.parametrize(
    ("text", "one", "many"),
    [
        ("%n letter(s)", "1 letter", "2 letters"),
        ("%n child(ren)", "1 child", "2 children"),
        ("%n person/people can open it", "1 person can open it", "2 people can open it"),
        ("%n letter(s) is/are waiting to leave.", "1 letter is waiting to leave.", "2 letters are waiting to leave."),
    ],
)
def test_english_has_its_plural_forms(text: str, one: str, many: str) -> None:
    assert tr(text, n=1) == one
    assert tr(text, n=2) == many


def test_a_name_with_braces_is_data_and_not_a_place_to_fill() -> None:
    assert tr("Ring {whom}", whom="{name} %n") == "Ring {name} %n"


def test_the_page_s_own_context_comes_first_and_then_any_other(welsh: Catalogue) -> None:
    assert welsh.find("child", "Open", None) == "Agor"
    assert welsh.find("letters", "Open", None) == "Ar agor"
    assert tr("Open") == "Ar agor"


def test_what_is_not_finished_is_shown_in_english(welsh: Catalogue) -> None:
    assert tr("Soon") == "Soon"
    assert tr("Later") == "Later"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "dim llythyr"), (1, "1 llythyr"), (3, "3 llythyrau"), (6, "chwe llythyr"), (7, "7 o lythyrau")]
)
def test_welsh_takes_its_five_forms(welsh: Catalogue, n: int, said: str) -> None:
    assert tr("%n letter(s)", n=n) == said


def test_a_language_that_is_not_there_is_english() -> None:
    install(named("xx"))
    try:
        assert tr("Open") == "Open"
        assert tr("%n letter(s)", n=2) == "2 letters"
    finally:
        install(None)


def test_the_language_of_the_tests_is_longer_and_keeps_what_is_filled_in() -> None:
    text = "Decision due {when}; it is kept in your record book"
    said = Pseudo().find("", text, None)
    assert said is not None
    assert "{when}" in said
    assert len(said) >= 1.38 * len(text)
    assert Pseudo().find("", "%n letter(s)", 2) == "[%n léttérš~~]"


@pytest.mark.skipif(shutil.which("pyside6-lrelease", path=Path(sys.executable).parent) is None, reason="needs lrelease")
@pytest.mark.parametrize("code", ["en", "cy", "pl"])
def test_qt_takes_the_same_plural_form_as_we_do(tmp_path: Path, code: str) -> None:
    from PySide6.QtCore import QTranslator  # noqa: PLC0415 - Qt is what it is compared with

    forms = "".join(f"<numerusform>form {n}</numerusform>" for n in range(translations.FORMS.get(code, 2)))
    source = tmp_path / "one.ts"
    source.write_text(
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="{code}"><context><name>c</name>'
        f'<message numerus="yes"><source>t</source><translation>{forms}</translation></message></context></TS>',
        "utf-8",
    )
    subprocess.run(
        [Path(sys.executable).parent / "pyside6-lrelease", source, "-qm", tmp_path / "one.qm"],
        check=True,
        capture_output=True,
    )
    translator = QTranslator()
    assert translator.load(str(tmp_path / "one.qm"))
    for n in (*range(130), 1000, 1001, 1002, 1012):
        assert translator.translate("c", "t", "", n) == f"form {plural_form(code, n)}", n


def test_the_english_file_is_in_step_with_the_code() -> None:
    found = {text.english for text in translations.texts() if text.plural}
    assert {english for _context, english in read(SOURCE).exact} >= found, "run: make translations"


def test_every_placeholder_of_a_translation_is_one_of_its_text() -> None:
    for path in FOLDER.glob("guardbook_*.ts"):
        for (_context, english), forms in read(path.stem.removeprefix("guardbook_")).exact.items():
            for form in forms:
                assert translations.placeholders(form) <= translations.placeholders(english), (path.name, form)


def test_a_translator_s_words_survive_an_update(tmp_path: Path) -> None:
    path = tmp_path / "guardbook_cy.ts"
    path.write_text(WELSH, "utf-8")
    found = [translations.Text("today", "Open", "desktop/ui/today/view.py", 1)]
    path.write_bytes(translations.update("cy", found, tmp_path))
    kept = path.read_text("utf-8")
    assert "Ar agor" in kept
    assert "vanished" in kept
    assert "%n o lythyrau" in kept
    assert read("cy", tmp_path).find("today", "Open", None) == "Ar agor"


def test_every_sentence_about_an_error_is_found_for_translators() -> None:
    found = {text.english for text in translations.texts()}
    assert not [
        sentence
        for said in SAID.values()
        for sentence in (said.happened, said.safe, said.next)
        if sentence not in found
    ]


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """``tr(f"…")`` would be found by nobody."""
    assert not translations.unfindable()


def test_english_form_leaves_the_number_for_later() -> None:
    assert english_form("%n day(s) ago", 1) == "%n day ago"
