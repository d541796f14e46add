"""`python -m training`: data and encoder in, the weights that sayso ships out."""

import argparse
import shutil
from pathlib import Path

from sayso.attribution.network import WEIGHTS
from training.calibrate import calibrate
from training.export import export, export_sentences
from training.train import train


def main() -> None:
    """Train, export in 8 bits, calibrate on dev, put into place."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the weights (default: the package's own)")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    last = train(args.data, args.encoder, args.seed, args.work)
    made = args.work / "out"
    export(last, made)
    calibrate(made, args.data / "polnear" / "dev.jsonl.gz")
    export_sentences(args.encoder, made)
    for name in ("encoder.onnx", "sentences.onnx", "words.bin", "roles.onnx", "order.npy", "calibration.json"):
        shutil.copyfile(made / name, args.out / name)


if __name__ == "__main__":
    main()
