"""The first window when no record book is open: start one, open the demo, restore a backup."""
