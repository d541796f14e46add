"""Gradient-boosted trees that rank what a statement may be of, and their form for onnxruntime.

The loss is the softmax over a statement's candidates and none of the summed chance of those that are right (listwise
cross-entropy, marginal over them); the trees are LightGBM's (Ke et al., NeurIPS 2017).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
import onnx

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
PARAMETERS = {
    "num_leaves": 31, "learning_rate": 0.08, "min_data_in_leaf": 40, "feature_fraction": 0.6, "bagging_fraction": 0.8,
    "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 127, "verbose": -1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
PATIENCE = 30  # rounds without gain on what is held out


@dataclass(frozen=True, slots=True)
class Lists:
    """Rows of figures (n, features); where each list of them begins, with the end of the last; which rows are right;
    and how much each list weighs."""

    figures: Floats
    begins: npt.NDArray[np.int64]
    right: Bools
    weights: Floats

    @property
    def of(self) -> npt.NDArray[np.int64]:
        """The list that each row is of."""
        return np.repeat(np.arange(len(self.weights)), np.diff(self.begins))


def chances(scores: npt.NDArray[np.float64], lists: Lists) -> npt.NDArray[np.float64]:
    """The softmax of the scores in each list."""
    first, of = lists.begins[:-1], lists.of
    heat = np.exp(scores - np.maximum.reduceat(scores, first)[of])
    out: npt.NDArray[np.float64] = heat / np.add.reduceat(heat, first)[of]
    return out


def fit(
    lists: Lists, held: Lists | None, names: Sequence[str], signs: Mapping[str, int], rounds: int, seed: int
) -> lightgbm.Booster:
    """Fit trees to the lists for so many rounds; where lists are `held` out, for no more than those gain from. A figure
    with a sign can only raise a chance (1), or lower it (-1)."""
    of, first = lists.of, lists.begins[:-1]
    weights = lists.weights[of]

    def objective(scores: npt.NDArray[np.float64], _: lightgbm.Dataset) -> tuple[Any, Any]:
        found = chances(scores, lists)
        wanted = np.where(lists.right, found + 1e-9, 0.0)
        wanted /= np.add.reduceat(wanted, first)[of]
        return (found - wanted) * weights, np.maximum(found * (1 - found), 1e-3) * weights

    data = lightgbm.Dataset(lists.figures, label=lists.right, feature_name=list(names), params=PARAMETERS)
    parameters = {**PARAMETERS, "objective": objective, "seed": seed, "num_threads": 2}
    parameters["monotone_constraints"] = [signs.get(name, 0) for name in names]
    if held is None:
        return lightgbm.train(parameters, data, rounds)
    apart = held

    def loss(scores: npt.NDArray[np.float64], _: lightgbm.Dataset) -> tuple[str, float, bool]:
        right = np.add.reduceat(np.where(apart.right, chances(scores, apart), 0.0), apart.begins[:-1])
        return "loss", float(-np.log(right + 1e-9).mean()), False

    beside = lightgbm.Dataset(apart.figures, label=apart.right, reference=data, params=PARAMETERS)
    stop = [lightgbm.early_stopping(PATIENCE), lightgbm.log_evaluation(50)]
    return lightgbm.train(parameters, data, rounds, valid_sets=[beside], feval=loss, callbacks=stop)


def export(boosters: Sequence[lightgbm.Booster], count: int, temperature: float, path: Path) -> None:
    """Write the trees as one ONNX model that takes `figures` (n, count) and gives `scores` (n, classes), of 1 class
    where they rank: the mean of the boosters' scores, divided by the temperature."""
    classes = boosters[0].num_model_per_iteration()
    made: dict[str, list[Any]] = {key: [] for key in (*_NODE, *_LEAF)}
    trees = [t for b in boosters for t in b.dump_model(num_iteration=b.best_iteration)["tree_info"]]
    for number, tree in enumerate(trees):  # those of a round stand in the classes' order
        _add(tree["tree_structure"], (number, number % classes), temperature * len(boosters), made)
    node = onnx.helper.make_node(
        "TreeEnsembleRegressor",
        ["figures"],
        ["scores"],
        domain="ai.onnx.ml",
        n_targets=classes,
        post_transform="NONE",
        **made,
    )
    kinds = onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [node], path.stem, [onnx.helper.make_tensor_value_info("figures", kinds, ["pairs", count])],
        [onnx.helper.make_tensor_value_info("scores", kinds, ["pairs", classes])],
    )  # fmt: skip
    opsets = [onnx.helper.make_opsetid("", 17), onnx.helper.make_opsetid("ai.onnx.ml", 3)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opsets, ir_version=8), str(path))


_NODE = (
    "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids",
    "nodes_falsenodeids",
)  # fmt: skip
_LEAF = ("target_treeids", "target_nodeids", "target_ids", "target_weights")


def _add(tree: dict[str, Any], place: tuple[int, int], temperature: float, made: dict[str, list[Any]]) -> None:
    """Add the nodes of one tree, by its number and class, each after the one above it."""
    number, of = place
    waiting, count = [(tree, 0)], 1
    while waiting:
        node, key = waiting.pop()
        if "leaf_value" in node:
            row = (number, key, 0, "LEAF", 0.0, 0, 0)
            leaf = (number, key, of, node["leaf_value"] / temperature)
            for name, value in zip(_LEAF, leaf, strict=True):
                made[name].append(value)
        else:
            left, right = count, count + 1
            count += 2
            # As float32 the threshold must not pass the next figure: it is rounded down.
            threshold = np.float32(node["threshold"])
            if float(threshold) > node["threshold"]:
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            row = (number, key, node["split_feature"], "BRANCH_LEQ", float(threshold), left, right)
            waiting += [(node["left_child"], left), (node["right_child"], right)]
        for name, value in zip(_NODE, row, strict=True):
            made[name].append(value)
