"""Pages as a bad disk or a bad line leaves them."""

import random


def damaged(data: bytes, rng: random.Random, longest: int) -> bytes:
    """The page with bytes changed, pieces of less than `longest` bytes cut out or doubled, or its end lost."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at, length = rng.randrange(len(made)), rng.randrange(1, longest)
        match rng.randrange(4):
            case 0:
                made[at] = rng.randrange(1, 256)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case _ if rng.random() < 0.2:
                del made[at:]
        made = made or bytearray(b"x")
    return bytes(made)
