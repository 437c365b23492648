"""Whom the client believes at the other end of the wire.

Rules this module keeps:

* TLS 1.2 or newer, always verified;
* with a certificate in the directory, that certificate and nothing else is believed, whatever name it carries;
* without one, the public authorities of this computer are, and the name must fit.
"""

from __future__ import annotations

import ssl

from desktop.sync.errors import CertificateWrong


def tls_context(certificate: str) -> ssl.SSLContext:
    """Make a client context. ``certificate``: PEM to pin, or "". Raises CertificateWrong when the PEM is no certificate."""
    if not certificate:
        context = ssl.create_default_context()
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False  # the pin is stronger than any name, and a hub may be reached by several
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        try:
            context.load_verify_locations(cadata=certificate)
        except (ssl.SSLError, ValueError):
            raise CertificateWrong("the certificate in the directory cannot be read") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
