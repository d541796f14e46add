"""The shipped ONNX files as the modules that they were exported from, to train on."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from training.branch import Branch
from training.network import Network, RoleHead


def shipped_network(folder: Path) -> Network:
    """Encoder, cue head and role head."""
    net = Network()
    encoder = dict(_parameters(folder / "encoder.onnx", "net."))
    roles = {f"role_head.{name}": value for name, value in _parameters(folder / "roles.onnx", "head.")}
    order = torch.from_numpy(np.load(folder / "order.npy")) - RoleHead().forbidden
    _take(net, {**encoder, **roles, "role_head.order": order, "role_head.forbidden": RoleHead().forbidden})
    return net


def shipped_branch(folder: Path) -> Branch:
    """The mention network."""
    net = Branch()
    mentions = dict(_parameters(folder / "mentions.onnx", "net."))
    pairs = {f"pairs.{name}": value for name, value in _parameters(folder / "pairs.onnx", "head.")}
    _take(net, {**mentions, **pairs})
    return net


def _take(net: torch.nn.Module, found: dict[str, Tensor]) -> None:
    own = net.state_dict()
    missing = [name for name in own if name not in found]
    if missing:
        raise ValueError(f"the shipped weights lack {missing[:5]}")
    net.load_state_dict({name: found[name].reshape(value.shape) for name, value in own.items()})


def _parameters(path: Path, prefix: str) -> Iterator[tuple[str, Tensor]]:
    """Names and values: of what kept its name, and of the matrices, which are called after who multiplies by them."""
    model = onnx.load(str(path))
    raw = {i.name: onnx.numpy_helper.to_array(i) for i in model.graph.initializer}
    for name, value in raw.items():
        if name.startswith(prefix) and not name.endswith(("_scale", "_zero_point", "_quantized")):
            yield name.removeprefix(prefix), torch.from_numpy(value.copy())
    if "net.encoder.word.weight_quantized" in raw:
        table, scale, zero = (raw[f"net.encoder.word.weight_{part}"] for part in ("quantized", "scale", "zero_point"))
        yield "encoder.word.weight", torch.from_numpy((table.astype(np.float32) - np.float32(zero)) * scale)
    for node in model.graph.node:
        # "/encoder/layers.0/qkv/MatMul_quant_output_scale_mul_matrix" or ".../Gemm_MatMul...", of a folded product
        if node.op_type == "Mul" and node.output[0].endswith("_quant_output_scale_mul_matrix"):
            scale = node.input[1]
            matrix = raw[scale.replace("_scale", "_quantized")].astype(np.float32) * raw[scale]
            yield _called(node.output[0]), torch.from_numpy(matrix.T.copy())
        elif node.op_type == "MatMul" and node.input[1] in raw:
            yield _called(node.name).removeprefix("head."), torch.from_numpy(raw[node.input[1]].T.copy())


def _called(node: str) -> str:
    """The parameter's name by that of its node: "/mentions/inner/inner.0/Gemm..." is mentions.inner.0.weight."""
    parts = node.strip("/").split("/")[:-1]
    kept = [p for p, following in zip(parts, [*parts[1:], ""], strict=True) if not following.startswith(f"{p}.")]
    name = ".".join(kept)
    return f"{'pairs.' if name.startswith('links') else ''}{name}.weight"
