"""A PDF that opens with a password only, for mailing; the only importer of pikepdf, which comes with an extra."""

from __future__ import annotations

import io
import secrets

from handouts.problems import InputError, Place, error

_CLAIMS = ("pdfaid:part", "pdfaid:conformance")  # PDF/A forbids encryption (ISO 19005-2, 6.1.3)


def encrypted(pdf: bytes, password: str) -> bytes:
    """Encrypt with AES-256; what the file says of PDF/A is taken out, the tags for screen readers stay."""
    place = Place("--password")
    if not password:
        raise InputError([error(place, "is empty", "give one, or `-` to be asked for it")])
    try:
        import pikepdf
    except ImportError as missing:
        hint = "run `pip install 'handouts[password]'`"
        raise InputError([error(place, "encrypting needs pikepdf", hint)]) from missing
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in _CLAIMS:
                if claim in metadata:
                    del metadata[claim]
        # nobody knows the owner's password: with the reader's own, all is allowed
        file.save(written, encryption=pikepdf.Encryption(owner=secrets.token_urlsafe(), user=password, R=6))
    return written.getvalue()
