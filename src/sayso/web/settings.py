"""What whoever serves a record decides."""

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """`host` is the address that the server binds to; `names` are further names that it is asked by, for example those
    of a proxy before it."""

    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return self.host in LOOPBACK
