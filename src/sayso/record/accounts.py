"""Who may correct: accounts, their sessions and API tokens."""

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sayso.errors import RecordError
from sayso.record.connection import writing
from sayso.record.record import Record, now

Role = Literal["reviewer", "admin"]
Scope = Literal["read", "correct"]
SESSION = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. A reviewer corrects and writes notes; an admin may take away what others wrote too."""

    id: int
    name: str
    role: Role
    created: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows instead of a password; the token itself is not kept."""

    id: int
    account: str
    scope: Scope
    created: str


def accounts(record: Record) -> list[Account]:
    """All accounts, by name."""
    found = record.connection.execute("SELECT id, name, role, created FROM accounts ORDER BY name")
    return [Account(**row) for row in found]


def has_accounts(record: Record) -> bool:
    """Whether anybody may sign in."""
    return record.connection.execute("SELECT 1 FROM accounts LIMIT 1").fetchone() is not None


def tokens(record: Record) -> list[Token]:
    """All API tokens, oldest first."""
    found = record.connection.execute(
        "SELECT t.id, a.name AS account, t.scope, t.created FROM tokens AS t JOIN accounts AS a ON a.id = t.account"
        " ORDER BY t.id"
    )
    return [Token(**row) for row in found]


def keep_account(record: Record, name: str, role: Role, password: str) -> None:
    """Make an account, with the hash of its password; for one that is there, set role and password, end its sessions,
    and take back its tokens."""
    with writing(record.connection, record.path):
        record.connection.execute(
            "INSERT INTO accounts (name, role, password, created) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET role = excluded.role, password = excluded.password",
            (name, role, password, now()),
        )
        for table in ("sessions", "tokens"):  # who had the old password may have any of them
            record.connection.execute(
                f"DELETE FROM {table} WHERE account = (SELECT id FROM accounts WHERE name = ?)", (name,)
            )


def with_password(record: Record, name: str) -> tuple[Account, str] | None:
    """The account of this name, and the hash of its password; None where there is none."""
    found = record.connection.execute("SELECT * FROM accounts WHERE name = ?", (name,)).fetchone()
    account = _account(found)
    return (account, found["password"]) if account else None


def remove_account(record: Record, name: str) -> bool:
    """Take out an account with its sessions and tokens; what it corrected stays. Whether it was there."""
    with writing(record.connection, record.path):
        return record.connection.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount > 0


def add_token(record: Record, name: str, scope: Scope) -> str:
    """A new API token of an account. Raises RecordError where there is no such account."""
    token = f"sayso_{secrets.token_urlsafe(32)}"
    with writing(record.connection, record.path):
        found = record.connection.execute("SELECT id FROM accounts WHERE name = ?", (name,)).fetchone()
        if found is None:
            raise RecordError(record.path, f"has no account {name!r}: `sayso accounts {record.path}` lists them")
        record.connection.execute(
            "INSERT INTO tokens (account, sha256, scope, created) VALUES (?, ?, ?, ?)",
            (found["id"], _digest(token), scope, now()),
        )
    return token


def remove_token(record: Record, number: int) -> bool:
    """Take back an API token, by the id that `tokens` tells. Whether it was there."""
    with writing(record.connection, record.path):
        return record.connection.execute("DELETE FROM tokens WHERE id = ?", (number,)).rowcount > 0


def begin_session(record: Record, account: Account) -> str:
    """Sign somebody in: what their cookie is to hold. Sessions that have ended are taken out."""
    session = secrets.token_urlsafe(32)
    with writing(record.connection, record.path):
        record.connection.execute("DELETE FROM sessions WHERE expires < ?", (now(),))
        record.connection.execute("INSERT INTO sessions VALUES (?, ?, ?)", (_digest(session), account.id, now(SESSION)))
    return session


def end_session(record: Record, session: str) -> None:
    """Sign somebody out."""
    with writing(record.connection, record.path):
        record.connection.execute("DELETE FROM sessions WHERE sha256 = ?", (_digest(session),))


def account_of_session(record: Record, session: str) -> Account | None:
    """Who is signed in with this session."""
    return _account(
        record.connection.execute(
            "SELECT a.* FROM sessions AS s JOIN accounts AS a ON a.id = s.account WHERE s.sha256 = ? AND s.expires > ?",
            (_digest(session), now()),
        ).fetchone()
    )


def account_of_token(record: Record, token: str) -> tuple[Account, Scope] | None:
    """Whose API token this is, and what it may be used for."""
    found = record.connection.execute(
        "SELECT a.*, t.scope FROM tokens AS t JOIN accounts AS a ON a.id = t.account WHERE t.sha256 = ?",
        (_digest(token),),
    ).fetchone()
    account = _account(found)
    return (account, found["scope"]) if account else None


def signing_key(record: Record) -> str:
    """The key that cookies and forms are signed with; made when it is first asked for."""
    with writing(record.connection, record.path):
        record.connection.execute("INSERT OR IGNORE INTO signing_key VALUES (1, ?)", (secrets.token_urlsafe(32),))
    return str(record.connection.execute("SELECT key FROM signing_key").fetchone()["key"])


def _account(row: sqlite3.Row | None) -> Account | None:
    return Account(row["id"], row["name"], row["role"], row["created"]) if row else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
