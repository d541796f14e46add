"""`python -m training.sentences`: the untouched encoder in, the sentence encoder that sayso ships out."""

import argparse
from pathlib import Path

from sayso.attribution.network import WEIGHTS
from training.export import export_sentences


def main() -> None:
    """Export in 8 bits and let both encoders of the folder read one file of word embeddings."""
    parser = argparse.ArgumentParser(prog="python -m training.sentences", description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder with encoder.onnx, read and written")
    args = parser.parse_args()
    export_sentences(args.encoder, args.weights)


if __name__ == "__main__":
    main()
