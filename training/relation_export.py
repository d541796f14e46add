"""Write the network of `training.relation` as `relation.onnx`: its encoder's matrices are those of `sentences.onnx`,
which both then read from one file, `sentences.bin`; its own are the low-rank changes, in 16 bits, made whole as it is
loaded."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.export import OPSET
from training.relation import Adapted, Relation

_LEAST = 100_000  # bytes of a matrix that is worth sharing


class _Chances(nn.Module):
    """All statements of one length: no mask."""

    def __init__(self, net: Relation) -> None:
        super().__init__()
        self.net = net

    def forward(self, pieces: Tensor, segments: Tensor) -> Tensor:
        return torch.softmax(self.net(pieces, segments, None), dim=-1)


def export_relation(net: Relation, out: Path) -> None:
    """Write `relation.onnx` into `out`, beside `sentences.onnx` and `words.bin`."""
    _share_matrices(out / "sentences.onnx", out / "sentences.bin")
    changes = {f"/net/{n.replace('.', '/')}": m for n, m in net.named_modules() if isinstance(m, Adapted)}
    plain = out / "relation-float32.onnx"
    whole = torch.zeros(2, 11, dtype=torch.int64)
    torch.onnx.export(
        _Chances(_merged(net)).eval(), (whole, whole), str(plain),
        input_names=["pieces", "segments"], output_names=["chances"],
        dynamic_axes={
            "pieces": {0: "statements", 1: "length"}, "segments": {0: "statements", 1: "length"},
            "chances": {0: "statements"},
        },
        opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(plain))
    plain.unlink()
    shared = onnx.load(str(out / "sentences.onnx"), load_external_data=False)
    _read_shared(model.graph, shared.graph, {_key(name): m for name, m in changes.items()})
    onnx.save(model, str(out / "relation.onnx"))


def _merged(net: Relation) -> Relation:
    """The network with its changes added to its matrices, so that it exports as plain products."""
    for layer in net.layers:
        for name in ("qkv", "out", "up", "down"):
            linear = getattr(layer, name)
            if isinstance(linear, Adapted):
                whole = nn.Linear(linear.base.in_features, linear.base.out_features)
                whole.weight.data = linear.base.weight + (linear.down @ linear.up).T
                whole.bias.data = linear.base.bias
                setattr(layer, name, whole)
    return net


def _key(name: str) -> str:
    """Layer and matrix of a node or module: "layers.3/qkv"."""
    parts = name.replace("layers/", "layers.").split("/")
    return "/".join([next(p for p in parts if p.startswith("layers.")), *[p for p in parts if p in _MATRICES][:1]])


_MATRICES = ("qkv", "out", "up", "down")


def _share_matrices(path: Path, file: Path) -> None:
    """Move the matrices of a model into one `file` beside it; nothing where that was done before."""
    model = onnx.load(str(path), load_external_data=False)
    data = b""
    for matrix in model.graph.initializer:
        if matrix.data_location != TensorProto.EXTERNAL and len(matrix.raw_data) >= _LEAST:
            raw = matrix.raw_data
            onnx.external_data_helper.set_external_data(matrix, file.name, offset=len(data), length=len(raw))
            matrix.ClearField("raw_data")
            data += raw
    if data:
        file.write_bytes(data)
        onnx.save(model, str(path))


def _read_shared(graph: onnx.GraphProto, shared: onnx.GraphProto, changes: dict[str, Adapted]) -> None:
    """Let the products of a graph take their matrices from those of another, with the changes added."""
    own = {i.name: i for i in graph.initializer}
    theirs = {i.name: i for i in shared.initializer}
    bases = {
        _key(n.output[0]): n.input for n in shared.node
        if n.op_type == "Mul" and n.output[0].endswith("_matrix") and n.input[1].endswith("_scale")
    }  # fmt: skip
    added: list[onnx.NodeProto] = []
    kept: dict[str, onnx.TensorProto] = {}
    gone = set()
    for node in graph.node:
        if node.op_type == "MatMul" and "/layers" in node.name and node.input[1] in own:
            key, name = _key(node.name), node.input[1]
            scale = bases[key][1]
            table = theirs[scale.replace("_scale", "_quantized")]
            kept |= {table.name: table, scale: theirs[scale]}
            made, product = _matrix(key, table.name, scale, changes.get(key), kept)
            added += made
            gone.add(name)
            node.input[1] = product
        elif node.op_type == "Gather" and own.get(node.input[0]) and own[node.input[0]].dims[0] > 10_000:
            gone.add(node.input[0])
            added += _words(node, theirs, kept)
    initializers = [i for i in graph.initializer if i.name not in gone] + list(kept.values())
    nodes = [*added, *graph.node]
    for field, left in (("node", _ordered(nodes, {i.name for i in initializers})), ("initializer", initializers)):
        graph.ClearField(field)
        getattr(graph, field).extend(left)


def _matrix(
    key: str, table: str, scale: str, change: Adapted | None, kept: dict[str, onnx.TensorProto]
) -> tuple[list[onnx.NodeProto], str]:
    base = f"{key}/base"
    made = [
        helper.make_node("Cast", [table], [f"{key}/float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{key}/float", scale], [base]),
    ]
    if change is None:
        return made, base
    for part in ("down", "up"):
        values = getattr(change, part).detach().numpy().astype(np.float16)
        kept[f"{key}/{part}"] = numpy_helper.from_array(values, f"{key}/{part}")
        made.append(helper.make_node("Cast", [f"{key}/{part}"], [f"{key}/{part}_float"], to=TensorProto.FLOAT))
    made += [
        helper.make_node("MatMul", [f"{key}/down_float", f"{key}/up_float"], [f"{key}/change"]),
        helper.make_node("Add", [base, f"{key}/change"], [f"{key}/whole"]),
    ]
    return made, f"{key}/whole"


def _words(
    node: onnx.NodeProto, theirs: dict[str, onnx.TensorProto], kept: dict[str, onnx.TensorProto]
) -> list[onnx.NodeProto]:
    """Let word embeddings be read from the shared table: the node gathers bytes, another makes them float."""
    parts = [theirs[f"word.weight_{part}"] for part in ("quantized", "scale", "zero_point")]
    kept.update({p.name: p for p in parts})
    node.input[0] = parts[0].name
    result, node.output[0] = node.output[0], "words/bytes"
    return [helper.make_node("DequantizeLinear", ["words/bytes", parts[1].name, parts[2].name], [result])]


def _ordered(nodes: list[onnx.NodeProto], known: set[str]) -> list[onnx.NodeProto]:
    """The nodes so that each stands behind what it reads."""
    known, left, out = {*known, "", "pieces", "segments"}, nodes, []
    while left:
        ready = [n for n in left if set(n.input) <= known]
        out += ready
        known |= {o for n in ready for o in n.output}
        left = [n for n in left if not set(n.input) <= known or n not in ready] if ready else []
    return out
