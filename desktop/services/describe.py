"""Labels and words for fields: what a screen, a preview and a chronology say for a stored value.

Rules this module keeps: codes are turned into the words of the guidance edition; a blank stays a blank; nothing is guessed.
"""
