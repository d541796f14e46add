"""Passwords of those who may correct."""

import secrets
import threading
from functools import cache

import argon2

from sayso.record import Record, RecordError
from sayso.record.accounts import Account, Role, keep_account, with_password

SHORTEST = 10  # characters of a password, and
LONGEST = 1_000
_CHECKS = threading.BoundedSemaphore(2)  # of passwords at once: each takes 64 MiB
OWNER = Account(0, "owner", "admin", "")  # who sits at the machine, while its record has no accounts


def add_account(record: Record, name: str, role: Role, password: str) -> None:
    """Make an account; for one that is there, set its role and password, end its sessions, and take back its tokens.

    Raises RecordError where the name or the password will not do.
    """
    if not name.isprintable() or name != name.strip() or not 1 <= len(name) <= 100:
        raise RecordError(repr(name), "is no name for an account, which has 1 to 100 printable characters")
    if not SHORTEST <= len(password) <= LONGEST:
        raise RecordError("the password", f"must have {SHORTEST} to {LONGEST} characters")
    hashed = _hasher().hash(password.encode("utf-8", "surrogatepass"))
    keep_account(record, name, role, hashed)


def verified(record: Record, name: str, password: str) -> Account | None:
    """The account of this name, where the password is right. It takes as long where there is none of this name."""
    found = with_password(record, _encodable(name))
    try:
        with _CHECKS:
            _hasher().verify(found[1] if found else _no_password(), password.encode("utf-8", "surrogatepass"))
    except argon2.exceptions.VerificationError:
        return None
    return found[0] if found else None


@cache
def _hasher() -> argon2.PasswordHasher:
    """Argon2id with the parameters of RFC 9106's second recommendation."""
    return argon2.PasswordHasher()


@cache
def _no_password() -> str:
    return _hasher().hash(secrets.token_bytes(32))


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
