"""What is said for each error class: (what happened, what is safe, what to do next). Gathered by desktop/ui/messages.py."""
