"""The main window: navigation, page stack, hiding, locking and the ring panel."""
