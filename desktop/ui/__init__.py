"""What a person sees. The only place for Qt, together with desktop/app.py; presenters are free of it."""
