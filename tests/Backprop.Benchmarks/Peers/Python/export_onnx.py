#!/usr/bin/python3
"""Writes the networks of W5 and W6 as ONNX models with random weights. Needs Debian's python3-onnx.

usage: export_onnx.py FOLDER
"""
import os
import sys

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

random = np.random.default_rng(0)


class Graph:
    """Nodes one after the other, each taking the last one's result."""

    def __init__(self, rows, shape):
        self.input = helper.make_tensor_value_info("x", TensorProto.FLOAT, [rows, *shape])
        self.rows, self.nodes, self.weights, self.last = rows, [], [], "x"

    def weight(self, *shape):
        name = f"w{len(self.weights)}"
        values = (random.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:]))).astype(np.float32)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def add(self, kind, *more, **attributes):
        result = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, [self.last, *more], [result], **attributes))
        self.last = result
        return self

    def dense(self, fan_in, fan_out):
        return self.add("Gemm", self.weight(fan_out, fan_in), self.weight(fan_out), transB=1)

    def convolution(self, channels_in, channels_out):
        return self.add("Conv", self.weight(channels_out, channels_in, 5, 5), self.weight(channels_out), kernel_shape=[5, 5])

    def pool(self):
        return self.add("MaxPool", kernel_shape=[2, 2], strides=[2, 2])

    def save(self, path, classes):
        self.nodes[-1].output[0] = "y"
        output = helper.make_tensor_value_info("y", TensorProto.FLOAT, [self.rows, classes])
        graph = helper.make_graph(self.nodes, "network", [self.input], [output], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=7)
        checker.check_model(model)
        save(model, path)


def mlp(rows, *sizes):
    graph = Graph(rows, sizes[:1])
    for i, pair in enumerate(zip(sizes[:-1], sizes[1:])):
        graph.dense(*pair)
        if i < len(sizes) - 2:
            graph.add("Relu")
    return graph


def lenet(rows):
    graph = Graph(rows, (1, 28, 28)).convolution(1, 6).add("Relu").pool().convolution(6, 16).add("Relu").pool().add("Flatten")
    return graph.dense(256, 120).add("Relu").dense(120, 84).add("Relu").dense(84, 10)


if len(sys.argv) != 2:
    sys.exit(__doc__)
folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
mlp(1, 2, 128, 3).save(f"{folder}/spiral1.onnx", 3)
for count in (1, 256):
    mlp(count, 784, 128, 10).save(f"{folder}/digits{count}.onnx", 10)
    lenet(count).save(f"{folder}/lenet{count}.onnx", 10)
