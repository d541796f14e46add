"""What whoever serves a record decides."""

from dataclasses import dataclass
from typing import Literal

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """`host` is the address that the server binds to; `names` are further names that it is asked by, for example those
    of a proxy before it. `webhooks` are sent to public addresses only, or also to this machine and its network
    ("private"), or not at all ("off")."""

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    webhooks: Literal["public", "private", "off"] = "public"

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in LOOPBACK
