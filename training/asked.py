"""What the commands are asked that learn from what the networks of `training.joint` find."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from sayso.attribution.network import WEIGHTS


def parser(name: str, about: str | None) -> ArgumentParser:
    """The arguments of `python -m training.NAME`: --data, --weights, --apart and --work."""
    made = ArgumentParser(prog=f"python -m training.{name}", description=about)
    made.add_argument("--data", type=Path, required=True, help="folder with polnear/, news/, pages/, corpus/ and gum/")
    made.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the weights, read and written")
    made.add_argument("--apart", type=Path, nargs="+", help="weights of training.joint: the n-th never read every n-th")
    made.add_argument("--work", type=Path, required=True, help="folder for what the network finds in the texts")
    return made


def folders(args: Namespace, name: str) -> Sequence[Path]:
    """The weights that read a set: those apart for what networks learned from, whose states are cleaner in it than in
    what they will read."""
    return args.apart if args.apart and name.endswith("-train") else [args.weights]
