"""Reads shards with a reader whose process dies at marked texts, as one does that runs out of memory."""

import json
import os
import signal
import sys
from collections.abc import Callable

from sayso import Article, Reader, batch
from sayso.batch import reading

MARK = "KILLED HERE"
DEATHS = 3


class Mortal(Reader):
    """Dies at a marked text; few deaths are borne, so that the test does not wait for many workers to start."""

    def __init__(self) -> None:
        super().__init__()
        reading._MOST_KILLED = DEATHS

    def read(self, article: Article, between: Callable[[], object] = lambda: None) -> Article:
        if MARK in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(article, between)


def main(out: str, inputs: list[str]) -> None:
    """Prints a line for each shard: what it gave, or that it was given up."""
    shards, _ = batch.shards(inputs, out)
    made = {"engine": Reader().engine.to_dict(), "min_confidence": None}
    output = batch.Output(out)
    left, _ = batch.pending(output, shards, made)
    for each in batch.run(out, left, Mortal, made, 2, None):
        told = ["given up", 0, 0] if isinstance(each, batch.Shard) else ["done", each.articles, each.failures]
        print(json.dumps([each.files[0].address if isinstance(each, batch.Shard) else each.shard, *told]))
    batch.settle(output)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
