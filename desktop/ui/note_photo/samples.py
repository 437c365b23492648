"""Photographs of a note, drawn here: none yet, checked, with errors, refused, kept; looked at, larger, not here, damaged, saved."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from desktop.services.pages.fields import Missing
from desktop.services.pages.note_photos import NotePage, NotePhoto
from desktop.ui.messages import say_name
from desktop.ui.note_photo.presenter import keep_screen, kept_words
from desktop.ui.note_photo.see_view import SeeNotePage
from desktop.ui.note_photo.seeing import see_screen
from desktop.ui.note_photo.view import KeepNotePage

SHOWS = "One page in blue ink with a coffee ring in its corner, signed R. Q. at the foot"
PHOTO = NotePhoto("p1", SHOWS, "Odette Farrow", datetime(2026, 11, 20, 9, 52, tzinfo=UTC), here=True)
PAGE = NotePage("k1", "c1", "Kian Pellow", "Physical abuse, 20 November 2026 at 09:05", offered=True, photos=())


def picture() -> QImage:
    """A page of lines like handwriting, which nobody can read."""
    made = QImage(900, 1200, QImage.Format.Format_RGB32)
    made.fill(QColor("#f3efe2"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(150, 110, 70, 70), 9))
    painter.drawEllipse(QRectF(690, 60, 150, 150))
    painter.setPen(QPen(QColor("#27408b"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for line in range(14):
        path = QPainterPath(QPointF(90, 170 + line * 68))
        for letter in range(46 if line % 5 != 4 else 20):
            x, y = 90 + letter * 15.5, 170 + line * 68
            tall = 8 + 15 * ((letter * 7 + line * 3) % 4)
            path.cubicTo(x + 3, y - tall, x + 10, y - tall / 2, x + 14, y + (letter * 5 + line) % 6)
        painter.drawPath(path)
    painter.end()
    return made


def keep() -> KeepNotePage:
    page = KeepNotePage()
    page.show_form(keep_screen(PAGE))
    return page


def again() -> QWidget:
    page = KeepNotePage()
    page.show_form(keep_screen(NotePage("k1", "c1", PAGE.child_name, PAGE.title, offered=True, photos=(PHOTO,))))
    return page


def checked() -> KeepNotePage:
    page = keep()
    page.show_picture(picture())
    page.shows.set_value(SHOWS)
    return page


def errors() -> QWidget:
    page = checked()
    page.shows.set_value("")
    page.show_problems(
        (
            Missing("shows", "Say what the photograph shows"),
            Missing("only_note", "Look at the picture, and say that it is the note only"),
        )
    )
    return page


def refused() -> QWidget:
    page = KeepNotePage()
    page.show_form(keep_screen(NotePage("k1", "c1", PAGE.child_name, PAGE.title, offered=False, photos=())))
    return page


def no_picture() -> QWidget:
    page = keep()
    page.show_failure(say_name("NotAPhotograph"))
    return page


def kept() -> QWidget:
    page = checked()
    page.show_kept(*kept_words("/media/usb/IMG_0231.JPG"))
    return page


def _see() -> SeeNotePage:
    return SeeNotePage(lambda: "note-2026-11-23.jpg")


def see() -> SeeNotePage:
    page = _see()
    page.show_photo(see_screen(PAGE, PHOTO), picture())
    return page


def larger() -> QWidget:
    page = see()
    page.viewer.picture.set_zoom(2.5)
    return page


def not_here() -> QWidget:
    page = _see()
    page.show_failure(say_name("AttachmentNotHere"))
    return page


def damaged() -> QWidget:
    page = _see()
    page.show_failure(say_name("PhotographDamaged"))
    return page


def saved() -> QWidget:
    page = see()
    page.show_saved(
        "It is saved as /home/odette/note-2026-11-23.jpg", "It is not locked. That it was copied is signed."
    )
    return page


SAMPLES = {
    "": keep, "again": again, "checked": checked, "errors": errors, "refused": refused, "no_picture": no_picture, "kept": kept,
    "see": see, "larger": larger, "not_here": not_here, "damaged": damaged, "saved": saved,
}  # fmt: skip
