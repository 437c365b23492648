"""What both ends of the partnership share: statements on the wire, signing, sealing, waybills, receipts, directory.

Rules this package keeps:

* pure: bytes, keys, a directory and a clock go in; a verified object or a :class:`bundle.errors.BundleError` comes out.
  No file is opened, no socket, no database, no clock is read; randomness is passed in;
* whoever can be hostile is refused before memory or time is spent on what they sent;
* it imports nothing of ``desktop`` or ``hub``.
"""
