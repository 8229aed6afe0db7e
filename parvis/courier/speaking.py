"""Say one message to an SMTP server in as few breaths as it allows (PIPELINING, RFC 2920)."""

import smtplib

_Reply = tuple[int, bytes]


def hand_over(server: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> None:
    """Give one message, lines ended by CRLF, to one recipient. smtplib's own exceptions say why it was not
    taken; afterwards the line serves for the next one, unless it broke."""
    server.ehlo_or_helo_if_needed()
    mail, to, data = _announce(server, [f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "DATA"])
    if data[0] == 354 and _is_good(mail) and _is_good(to):
        _write(server, b"".join((content.replace(b"\r\n.", b"\r\n.."), _end_of(content))))
        code, said = server.getreply()
        if not 200 <= code < 300:
            raise smtplib.SMTPDataError(code, said)
        return
    if data[0] == 354:
        _write(server, b".\r\n")  # nothing: it has nobody to go to
        server.getreply()
    elif 421 not in (mail[0], to[0], data[0]):
        server.rset()
    if not _is_good(mail):
        raise smtplib.SMTPSenderRefused(mail[0], mail[1], sender)
    if not _is_good(to):
        raise smtplib.SMTPRecipientsRefused({recipient: to})
    raise smtplib.SMTPDataError(*data)


def _announce(server: smtplib.SMTP, words: list[str]) -> list[_Reply]:
    """The answers to these three: asked in one breath, or one by one up to the first refusal."""
    if server.has_extn("pipelining"):
        _write(server, "".join(f"{line}\r\n" for line in words).encode("ascii"))
        return [server.getreply() for _line in words]
    answers: list[_Reply] = []
    for line in words:
        _write(server, f"{line}\r\n".encode("ascii"))
        answers.append(server.getreply())
        if answers[-1][0] >= 400:
            break
    return [*answers, *[(0, b"")] * (len(words) - len(answers))]


def _write(server: smtplib.SMTP, words: bytes) -> None:
    if server.sock is None:
        raise smtplib.SMTPServerDisconnected("not connected")
    server.sock.sendall(words)


def _is_good(reply: _Reply) -> bool:
    return 200 <= reply[0] < 300


def _end_of(content: bytes) -> bytes:
    return b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
