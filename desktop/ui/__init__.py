"""What a person sees. The only place for Qt, together with desktop/app.py; presenters are free of it.

``keep_none`` runs before any Qt class is used, on whichever thread imports this package first.
"""

from desktop.ui.lasting_none import keep_none

keep_none()
