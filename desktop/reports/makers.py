"""What makes each paper, in one place for who opens a record book."""

from __future__ import annotations

from desktop.reports.chronology import chronology_pdf
from desktop.reports.concern import concern_pdf
from desktop.reports.guides import guide_pdf
from desktop.reports.sheets import form_pdf, slip_pdf
from desktop.services.papers import PaperMakers

MAKERS = PaperMakers(chronology=chronology_pdf, concern=concern_pdf, form=form_pdf, slip=slip_pdf, guide=guide_pdf)
