"""How often one may ask: a bucket of tokens for each address, that fills up again with time."""

import threading
from time import monotonic

_MOST = 10_000  # addresses that are remembered


class Limit:
    """At most `burst` requests at once, and one more every `every` seconds. A token bucket."""

    def __init__(self, burst: int, every: float) -> None:
        self._burst = float(burst)
        self._every = every
        self._left: dict[str, tuple[float, float]] = {}
        self._turn = threading.Lock()

    def wait(self, who: str) -> float:
        """Count one request; the seconds to wait before it may be made, 0 where it may be made now."""
        now = monotonic()
        with self._turn:
            left, seen = self._left.pop(who, (self._burst, now))
            left = min(self._burst, left + (now - seen) / self._every)
            allowed = left >= 1
            self._left[who] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST:
                del self._left[next(iter(self._left))]
        return 0.0 if allowed else (1 - left) * self._every
