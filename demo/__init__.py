"""The demo partnership: built and played through the real services, a real hub and real windows.

It stands above the application, which knows nothing of it; ``desktop/__main__.py`` hands it in.
"""
