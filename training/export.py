"""Export checkpoints as the ONNX files that sayso runs: the matrices of encoders and mentions are kept in 8 bits and
made float as the file is loaded, so the network computes in float; role and pair heads are float on disk too."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.actors.pair_features import SIZES
from sayso.attribution.events import FIGURES, PARTS
from sayso.attribution.sentences import PIECES
from training.branch import LINK, Branch
from training.events import Heads
from training.network import WIDTH, Encoder, Network

OPSET = 17
# What four of the encoder's six layers give, from which the mention network goes on.
MIDDLE = "/encoder/layers.3/norm2/LayerNormalization_output_0"


class _Encoder(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, pieces: Tensor, case: Tensor, quoting: Tensor, opens: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor]:
        states = self.net.encoder(pieces[None], case[None], quoting[None], opens[None], None)
        words = states[0].index_select(0, first)
        return words, self.net.cue_head(words)


class _Roles(nn.Module):
    def __init__(self, net: Network) -> None:
        super().__init__()
        self.head = net.role_head

    def forward(self, words: Tensor, start: Tensor, last: Tensor, distance: Tensor, paragraph: Tensor) -> Tensor:
        cues = (words.index_select(0, start) + words.index_select(0, last)) / 2
        scores: Tensor = self.head(words[None], cues, distance, paragraph, None)
        return scores


def export(checkpoint: Path, out: Path, quantized: bool = True) -> None:
    """Write `encoder.onnx`, with weights of 8 bits where `quantized`, `roles.onnx` and `order.npy` into `out`."""
    net = Network()
    net.load_state_dict(torch.load(checkpoint))
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    n, w, p = 3, 7, 11
    whole = torch.zeros(p, dtype=torch.int64)
    plain = out / "encoder-float32.onnx"
    torch.onnx.export(
        _Encoder(net), (whole, whole, whole, whole, torch.arange(w)), str(plain),
        input_names=["pieces", "case", "quoting", "opens", "first"], output_names=["words", "cues"],
        dynamic_axes={**{k: {0: "pieces"} for k in ("pieces", "case", "quoting", "opens")}, "first": {0: "words"}},
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    labels = torch.zeros(n, w, dtype=torch.int64)
    torch.onnx.export(
        _Roles(net), (torch.zeros(w, 384), torch.arange(n), torch.arange(n), labels, labels), str(out / "roles.onnx"),
        input_names=["words", "start", "last", "distance", "paragraph"], output_names=["scores"],
        dynamic_axes={
            "words": {0: "words"}, "start": {0: "cues"}, "last": {0: "cues"},
            "distance": {0: "cues", 1: "words"}, "paragraph": {0: "cues", 1: "words"},
        },
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    np.save(out / "order.npy", net.role_head.transitions().detach().numpy())
    if not quantized:
        plain.rename(out / "encoder.onnx")
        expose_middle(out / "encoder.onnx")
        return
    _quantize(plain, out / "encoder.onnx", ["MatMul", "Gather"])
    expose_middle(out / "encoder.onnx")


class _Mentions(nn.Module):
    def __init__(self, net: Branch) -> None:
        super().__init__()
        self.net = net

    def forward(self, middle: Tensor, first: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        states = self.net.states(middle.index_select(1, first), words[None], None)[0]
        return *self.net.mentions(states), self.net.pairs.links(states)


class _Pairs(nn.Module):
    def __init__(self, net: Branch) -> None:
        super().__init__()
        self.head = net.pairs

    def forward(self, query: Tensor, candidate: Tensor, features: Tensor) -> Tensor:
        scores: Tensor = self.head(query[:, None, LINK:], candidate[None, :, :LINK], features)
        return scores


def export_events(head: Heads, out: Path) -> None:
    """Write `events.onnx` into `out`."""
    torch.onnx.export(
        head.eval(), (torch.zeros(3, PARTS, WIDTH), torch.zeros(3, FIGURES)), str(out / "events.onnx"),
        input_names=["states", "figures"], output_names=["logits"],
        dynamic_axes={"states": {0: "cues"}, "figures": {0: "cues"}}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def expose_middle(path: Path) -> None:
    """Let an exported encoder also give its MIDDLE, (1, pieces, 384); nothing else of it changes."""
    model = onnx.load(str(path))
    if "middle" in {o.name for o in model.graph.output}:
        return
    model.graph.node.append(onnx.helper.make_node("Identity", [MIDDLE], ["middle"]))
    shape = [1, "pieces", WIDTH]
    model.graph.output.append(onnx.helper.make_tensor_value_info("middle", onnx.TensorProto.FLOAT, shape))
    onnx.save(model, str(path))


def export_mentions(net: Branch, out: Path) -> None:
    """Write `mentions.onnx` with weights of 8 bits and `pairs.onnx` into `out`."""
    net.eval()
    plain = out / "mentions-float32.onnx"
    torch.onnx.export(
        _Mentions(net), (torch.zeros(1, 11, WIDTH), torch.arange(7), torch.zeros(7, WIDTH)), str(plain),
        input_names=["middle", "first", "words"], output_names=["types", "begins", "links"],
        dynamic_axes={"middle": {1: "pieces"}, "first": {0: "words"}, "words": {0: "words"}},
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    _quantize(plain, out / "mentions.onnx", ["MatMul"])
    links, features = torch.zeros(5, 3 * LINK), torch.zeros(3, 5, len(SIZES), dtype=torch.int64)
    torch.onnx.export(
        _Pairs(net), (links[:3], links, features), str(out / "pairs.onnx"),
        input_names=["query", "candidate", "features"], output_names=["scores"],
        dynamic_axes={
            "query": {0: "queries"}, "candidate": {0: "candidates"}, "features": {0: "queries", 1: "candidates"},
        },
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip


class _Sentence(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.word, self.norm, self.layers = encoder.word, encoder.norm, encoder.layers
        self.position = nn.Parameter(encoder.position.weight[:PIECES].detach())

    def forward(self, pieces: Tensor) -> Tensor:
        x = self.norm(self.word(pieces[None]) + self.position[: pieces.shape[0]])
        for layer in self.layers:
            x = layer(x, None)
        return F.normalize(x[0].mean(0), dim=0)


def export_sentences(weights: Path, out: Path) -> None:
    """Write the untouched encoder of the safetensors file `weights` as `sentences.onnx`, in 8 bits, into `out`.

    It takes the word pieces of one text, at most PIECES with their [CLS] and [SEP], and gives their mean at length 1
    (Reimers and Gurevych 2019). The word embeddings go into `words.bin`, where `encoder.onnx` of `out` reads them too.
    """
    encoder = Encoder()
    encoder.load_bert(weights)
    plain = out / "sentences-float32.onnx"
    torch.onnx.export(
        _Sentence(encoder).eval(), (torch.zeros(11, dtype=torch.int64),), str(plain),
        input_names=["pieces"], output_names=["vector"], dynamic_axes={"pieces": {0: "pieces"}},
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    _quantize(plain, out / "sentences.onnx", ["MatMul", "Gather"])
    _share_words((out / "encoder.onnx", out / "sentences.onnx"), out / "words.bin")


def _share_words(paths: tuple[Path, Path], file: Path) -> None:
    """Move the word embeddings of two models into one `file` beside them; ValueError where they differ."""
    models = [onnx.load(str(path)) for path in paths]
    tables = [_word_embeddings(model.graph) for model in models]
    one, other = ([onnx.numpy_helper.to_array(part).tobytes() for part in table] for table in tables)
    if one != other:
        raise ValueError(f"{paths[0]} and {paths[1]} differ in their word embeddings: train from this encoder, frozen")
    file.write_bytes(one[0])
    for path, model, (table, *_) in zip(paths, models, tables, strict=True):
        onnx.external_data_helper.set_external_data(table, file.name, offset=0, length=len(one[0]))
        table.ClearField("raw_data")
        onnx.save(model, str(path))


def share_words(path: Path, file: Path) -> None:
    """Let an encoder read its word embeddings from `file`; ValueError where they are others."""
    model = onnx.load(str(path))
    table, *_ = _word_embeddings(model.graph)
    size = len(file.read_bytes())
    if onnx.numpy_helper.to_array(table).tobytes() != file.read_bytes():
        raise ValueError(f"{path} has other word embeddings than {file}: train with them frozen")
    onnx.external_data_helper.set_external_data(table, file.name, offset=0, length=size)
    table.ClearField("raw_data")
    onnx.save(model, str(path))


def _word_embeddings(graph: onnx.GraphProto) -> list[onnx.TensorProto]:
    """The table of 8 bits, its scale and its zero point."""
    named = {i.name.rpartition("word.weight_")[2]: i for i in graph.initializer if "word.weight_" in i.name}
    return [named[part] for part in ("quantized", "scale", "zero_point")]


def _quantize(plain: Path, out: Path, kinds: list[str]) -> None:
    """Write a float model to `out` with the matrices of these kinds of nodes in 8 bits, and remove the float one."""
    quantize_dynamic(
        str(plain), str(out), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=kinds, nodes_to_exclude=_kept_float(plain),
    )  # fmt: skip
    plain.unlink()
    keep_activations_float(out)


def keep_activations_float(path: Path) -> None:
    """Let a model with int8 matrices multiply by them in float: `x @ (float(matrix) * scale)`.

    The product of two constants is folded into one as onnxruntime loads the model. Rounding activations to 8 bits, with
    a scale that hangs on their largest, made a step of a last bit that two processors' kernels differ by: with every
    LayerNorm's scale off by a millionth one statement in ten got other spans (law 2 of the design asks for one in a
    thousand at most).
    """
    model = onnx.load(str(path), load_external_data=False)
    nodes = {out: n for n in model.graph.node for out in n.output}
    made: dict[str, list[onnx.NodeProto]] = {}
    for product in [n for n in model.graph.node if n.op_type == "MatMulInteger"]:
        rounded, matrix = product.input[:2]
        scale = f"{matrix.removesuffix('_quantized')}_scale"
        # MatMulInteger, Cast and Mul by the scales of both sides; what the last gives the new product gives.
        (cast,) = (n for n in model.graph.node if product.output[0] in n.input)
        (last,) = (n for n in model.graph.node if cast.output[0] in n.input)
        made[last.name] = [
            onnx.helper.make_node("Cast", [matrix], [f"{last.name}_cast"], to=onnx.TensorProto.FLOAT),
            onnx.helper.make_node("Mul", [f"{last.name}_cast", scale], [f"{last.name}_matrix"]),
            onnx.helper.make_node("MatMul", [nodes[rounded].input[0], f"{last.name}_matrix"], [last.output[0]]),
        ]
    whole = [new for n in model.graph.node for new in made.get(n.name, [n])]
    _keep(model.graph, whole)
    onnx.save(model, str(path))


def _keep(graph: onnx.GraphProto, nodes: list[onnx.NodeProto]) -> None:
    """Let a graph have these nodes, less those that nothing reads, and the constants that they read."""
    read = {o.name for o in graph.output}
    kept = []
    for node in reversed(nodes):
        if read & set(node.output):
            kept.append(node)
            read |= set(node.input)
    initializers = [i for i in graph.initializer if i.name in read]
    for field, left in (("node", kept[::-1]), ("initializer", initializers)):
        graph.ClearField(field)
        getattr(graph, field).extend(left)


def _kept_float(path: Path) -> list[str]:
    """The cue head and the small tables: their share of the time and the size is nothing, their rounding is not."""
    graph = onnx.load(str(path)).graph
    size = {i.name: int(np.prod(i.dims)) for i in graph.initializer}
    return [
        n.name
        for n in graph.node
        if "cue_head" in n.name or (n.op_type == "Gather" and size.get(n.input[0], 0) < 1_000_000)
    ]
