"""Who vouches for a sender: our own mail server, under its own name, and nobody else."""

import pytest
from django.conf import LazySettings

from parvis.courier.reading_mail import read_mail

OURS = "mail.canal.exemple.fr"


def read(settings: LazySettings, *lines: str, server: str = OURS) -> bool | None:
    settings.MAIL_AUTHSERV_ID = server
    said = "".join(f"Authentication-Results: {line}\r\n" for line in lines)
    return read_mail(f"{said}From: Jeanne <jeanne@Exemple.fr>\r\n\r\nOui".encode()).is_vouched


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (f"{OURS}; dmarc=pass (p=none dis=none) header.from=exemple.fr", True),
        (f"{OURS} 1; spf=fail; dkim=pass\r\n header.d=exemple.fr header.s=k", True),
        ("Mail.Canal.Exemple.FR; DMARC = PASS header.from=Exemple.fr", True),
        (f"{OURS}; dkim=pass header.d=autre.fr", None),
        (f"{OURS}; dkim=pass header.d=fr", None),
        (f"{OURS}; spf=pass smtp.mailfrom=exemple.fr", None),
        (f"{OURS}; dkim=none (dmarc=pass header.from=exemple.fr)", None),
        (f"{OURS}; dkim=pass header.d=exemple.fr; dmarc=fail header.from=exemple.fr", False),
        (f"{OURS}.evil.fr; dmarc=pass header.from=exemple.fr", None),
        ("evil.fr; dmarc=pass header.from=exemple.fr", None),
        ("; ; dmarc=pass header.from=exemple.fr", None),
        ("(" * 3000 + f"{OURS}; dmarc=pass header.from=exemple.fr", None),
    ],
)
def test_only_our_server_s_word_about_that_very_domain_counts(settings: LazySettings, line: str, verdict):
    assert read(settings, line) is verdict


def test_where_no_server_is_named_nobody_vouches(settings: LazySettings):
    assert read(settings, f"{OURS}; dmarc=pass header.from=exemple.fr", "; dmarc=pass", server="") is None
