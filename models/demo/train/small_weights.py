"""Stores a graph's weights as int8 with one scale per channel: Cast and Mul, which onnxruntime folds when it loads."""

import numpy as np
import onnx
from onnx import helper, numpy_helper

SMALLEST = 2048


def channel_axis(graph: onnx.GraphProto, name: str, dims: tuple[int, ...]) -> int:
    """The axis whose slices share a scale: rows of a table, output channels of a convolution or product."""
    for node in graph.node:
        if name in node.input and node.op_type in ("MatMul", "Gemm"):
            turned = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
            return 0 if turned else len(dims) - 1
    return 0


def shrink(model: onnx.ModelProto) -> onnx.ModelProto:
    graph = model.graph
    kept, nodes = [], []
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.ndim < 2 or values.size < SMALLEST:
            kept.append(weight)
            continue
        axis = channel_axis(graph, weight.name, values.shape)
        others = tuple(i for i in range(values.ndim) if i != axis)
        scale = np.maximum(np.abs(values).max(axis=others, keepdims=True), 1e-8) / 127
        small = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        name = weight.name
        kept += [
            numpy_helper.from_array(small, f"{name}.int8"),
            numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"),
        ]
        nodes += [
            helper.make_node("Cast", [f"{name}.int8"], [f"{name}.float"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.float", f"{name}.scale"], [name]),
        ]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes + rest)
    onnx.checker.check_model(model)
    return model
