"""Opening a record book with the passphrase or the recovery kit."""
