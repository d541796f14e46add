"""What the network finds in the texts of a set, kept, so that a second run takes minutes."""

import pickle
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sayso import attribution
from training.golds import Gold

WORKERS = 2


def readings(path: Path, some: Sequence[Gold], folders: Sequence[Path]) -> list[attribution.AttributionResult]:
    """What networks find in the texts, each in those that are its turn, from `path` where it is there; those cues too
    where there is nothing to record: PolNeAR and GUM tell who has such a thought."""
    if not path.exists():
        parts = [list(some[i::WORKERS]) for i in range(WORKERS)]
        with ProcessPoolExecutor(WORKERS) as workers:
            made = list(workers.map(_read, parts, range(WORKERS), [folders] * WORKERS))
        found = [made[n % WORKERS][n // WORKERS] for n in range(len(some))]
        path.with_suffix(".part").write_bytes(pickle.dumps(found))
        path.with_suffix(".part").rename(path)
        print(f"{path.name}: {len(found)} texts read", flush=True)
    loaded: list[attribution.AttributionResult] = pickle.loads(path.read_bytes())
    return loaded


def _read(some: Sequence[Gold], first: int, folders: Sequence[Path]) -> list[attribution.AttributionResult]:
    networks = [attribution.Network(folder) for folder in folders]
    return [
        attribution.with_turns(
            attribution.read(gold.article, networks[(first + WORKERS * n) % len(networks)], None, True)
        )
        for n, gold in enumerate(some)
    ]
