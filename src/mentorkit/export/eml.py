"""A letter as a draft that mail programs open, to be looked at and sent by hand."""

from __future__ import annotations

import datetime as dt
import re

from mentorkit.formats import safe

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\]+")


def address(text: str | None) -> str | None:
    """An e-mail address as mail programs take it; None where it is none."""
    if text is None or not _ADDRESS.fullmatch(text):
        return None
    local, _, domain = text.rpartition("@")
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    except UnicodeError:
        return None


def header(text: str) -> str:
    """A text for a header: one line, and nothing that would be acted on."""
    return " ".join(safe(text).split())


def draft(name: str, email: str | None, subject: str, text: str, date: dt.date | None = None) -> bytes:
    """The draft as bytes, the same for the same letter.

    X-Unsent makes mail programs open it for writing; they date it when it is sent, unless a date is given.
    """
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    known = address(email)
    if known is not None:
        mail["To"] = Address(header(name), addr_spec=known)
    mail["Subject"] = header(subject)
    if date is not None:
        mail["Date"] = dt.datetime(date.year, date.month, date.day, 9, tzinfo=dt.UTC)
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()
