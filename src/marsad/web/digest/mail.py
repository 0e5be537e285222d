"""A digest as an e-mail file (RFC 5322): plain text and HTML beside each other, ready to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Final

from marsad.errors import BadSetting
from marsad.web.digest.gather import Digest
from marsad.web.digest.view import subject
from marsad.web.digest.writing import to_html, to_text
from marsad.web.i18n import Words

_NOBODY: Final = "marsad@localhost"


def to_eml(
    digest: Digest, t: Words, address: str | None = None, *, sender: str | None = None, recipients: Sequence[str] = ()
) -> bytes:
    """The digest as a message. `sender` and `recipients` are mail addresses, "سلمى <salma@example.org>"; without recipients mail
    programs open it as a draft. Raises `BadSetting` for what is no address.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject(digest, t)
    message["From"] = _address(sender or f"{t('common.site')} <{_NOBODY}>")
    if recipients:
        message["To"] = [_address(recipient) for recipient in recipients]
    else:
        message["X-Unsent"] = "1"
    message["Date"] = format_datetime(digest.until)
    text, html = to_text(digest, t, address), to_html(digest, t, address)
    message["Message-ID"] = f"<{sha256((text + html).encode()).hexdigest()[:32]}@marsad.invalid>"
    # Base64 keeps the marks of direction and the long lines as they are.
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    message["Content-Language"] = t.language
    return message.as_bytes()


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    user, at, domain = address.rpartition("@")
    if not (user and at and domain) or not text.isprintable() or any(map(str.isspace, address)):
        raise BadSetting(f"mail: {text!r} is no address; write it as name@example.org or Name <name@example.org>")
    try:
        return Address(name, user, domain)
    except (ValueError, UnicodeError) as error:
        raise BadSetting(f"mail: {text!r} is no address ({error})") from error
