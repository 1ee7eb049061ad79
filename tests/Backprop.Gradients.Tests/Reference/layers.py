"""Outputs, gradients and running averages of every layer without randomness from PyTorch, in double precision: layers.json.

Needs (Debian): python3-torch 1.13, python3-numpy.       Run: python3 layers.py

A case is a network without a loss, whose L is Σ outputs · outputGradient. What goes in (inputs, parameters, output gradients) is rounded to multiples
of 1/64, so that a single-precision network computes the same problem. Values are channels last and weights are [height, width, channels, filters] here
and in the file: they are permuted to PyTorch's order within its graph, so that its gradients come out in the order of the file.
Activations, and maxima of computed values, stay clear of their kinks; the script sees to that. PyTorch gives the gradient of a maximum that occurs twice
to the first one in the window, row by row, and so do the cases with ties.
"""
import json
import pathlib
import numpy
import torch
import torch.nn.functional as F

MARGIN = 2e-3

ACTIVATIONS = {
    "Linear": lambda x: x,
    "ReLU": F.relu,
    "LeakyReLU": lambda x: F.leaky_relu(x, 0.2),
    "GELU": F.gelu,
    "SiLU": F.silu,
    "ELU": F.elu,
    "HardSwish": F.hardswish,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
}

KINKS = {"ReLU": [0], "LeakyReLU": [0], "ELU": [0], "HardSwish": [-3, 3]}


def number(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f"{value!r}f" if isinstance(value, float) else str(value)


def attribute(kind, *positional, **named):
    """The attribute's text: numbers as C# writes them, sequences as arrays, text as it stands."""
    def text(value):
        return value if isinstance(value, str) else f"new[] {{ {', '.join(map(str, value))} }}" if isinstance(value, (list, tuple)) else number(value)
    arguments = [text(value) for value in positional] + [f"{key} = {text(value)}" for key, value in named.items()]
    return f"[{kind}({', '.join(arguments)})]" if arguments else f"[{kind}]"


class Layer:
    """A layer: its text, the name others know it by, the names it reads ("" for the layer above), and what follows in the subclasses."""

    def __init__(self, kind, *positional, name=None, start="", others=(), **named):
        self.kind, self.name, self.sources, self.named = kind, name, [start, *others], named
        links = {**({"Name": f'"{name}"'} if name else {}), **({"From": f'"{start}"'} if start else {})}
        self.text = attribute(kind, *positional, *[f'"{other}"' for other in others], **named, **links)
        self.activation, self.state = "Linear", []

    def shapes(self, shape):
        """Shape and spread of each parameter tensor; a negative spread means around 1."""
        return []

    def run(self, values, parameters, training):
        raise NotImplementedError


def channels_first(x):
    return x.movedim(-1, 1)


def channels_last(x):
    return x.movedim(1, -1)


def pads_of(sizes, kernel, stride, dilation, padding, pads):
    """Amounts before and after each axis, as a flat list: [before0, after0, before1, after1]."""
    if pads is not None:
        if len(pads) == 1:
            return pads * (2 * len(sizes))
        return list(pads) if len(pads) == 2 * len(sizes) else [pads[0], pads[0], pads[1], pads[1]]
    amounts = []
    for size, k, s, d in zip(sizes, kernel, stride, dilation):
        total = max((-(-size // s) - 1) * s + (k - 1) * d + 1 - size, 0) if padding == "Padding.Same" else 0
        amounts += [total // 2, total - total // 2]
    return amounts


def pad(x, amounts, value):
    """Pads a channels-first tensor; PyTorch wants the last axis first."""
    pairs = [amounts[i:i + 2] for i in range(0, len(amounts), 2)]
    return F.pad(x, [amount for pair in reversed(pairs) for amount in pair], value=value)


class Windowed(Layer):
    """What convolutions and pools have in common: stride, dilation and padding, per axis."""

    def geometry(self, x, kernel, stride):
        named = self.named
        axes = ["Height", "Width"][:len(kernel)]
        stride = [named.get("Stride" + axis, named.get("Stride", s)) for axis, s in zip(axes, stride)]
        dilation = [named.get("Dilation" + axis, named.get("Dilation", 1)) for axis in axes]
        amounts = pads_of(x.shape[1:-1], kernel, stride, dilation, named.get("Padding"), named.get("Pads"))
        return stride, dilation, amounts


class Conv(Windowed):
    def __init__(self, kind, filters, kernel, activation="Linear", **rest):
        sizes = [kernel] if isinstance(kernel, int) else list(kernel)
        super().__init__(kind, *([filters] if filters else []), *sizes, *([] if activation == "Linear" else [f"Activation.{activation}"]), **rest)
        self.filters, self.activation = filters, activation
        self.kernel = sizes * 2 if kind.endswith("2D") and len(sizes) == 1 else sizes

    def shapes(self, shape):
        inside = shape[-1] // self.named.get("Groups", 1)
        outside = self.filters
        if self.kind == "DepthwiseConv2D":
            inside, outside = shape[-1], self.named.get("Multiplier", 1)
        weight = (*self.kernel, inside, outside)
        fan = numpy.prod(self.kernel) * (1 if self.kind == "DepthwiseConv2D" else inside)
        filters = inside * outside if self.kind == "DepthwiseConv2D" else outside
        return [(weight, fan ** -0.5)] + ([((filters,), 0.5)] if self.named.get("UseBias", True) else [])

    def run(self, values, parameters, training):
        x, weight = values[0], parameters[0]
        stride, dilation, amounts = self.geometry(x, self.kernel, [1] * len(self.kernel))
        groups = self.named.get("Groups", 1)
        if self.kind == "DepthwiseConv2D":
            groups = x.shape[-1]
            weight = weight.permute(2, 3, 0, 1).reshape(-1, 1, *self.kernel)
        else:
            weight = weight.movedim(-1, 0).movedim(-1, 1)
        convolve = F.conv1d if len(self.kernel) == 1 else F.conv2d
        bias = parameters[1] if len(parameters) > 1 else None
        return channels_last(convolve(pad(channels_first(x), amounts, 0.0), weight, bias, stride, 0, dilation, groups))


class Pool(Windowed):
    def __init__(self, kind, kernel, **rest):
        sizes = [kernel] if isinstance(kernel, int) else list(kernel)
        super().__init__(kind, *sizes, **rest)
        self.kernel = sizes * 2 if len(sizes) == 1 else sizes

    def run(self, values, parameters, training):
        stride, _, amounts = self.geometry(values[0], self.kernel, self.kernel)
        x = channels_first(values[0])
        if self.kind == "MaxPool2D":
            x = pad(x, amounts, -torch.inf)
            self.gap = -x.unfold(2, self.kernel[0], stride[0]).unfold(3, self.kernel[1], stride[1]).flatten(-2).topk(2).values.diff().max().item()
            return channels_last(F.max_pool2d(x, self.kernel, stride))
        return channels_last(F.avg_pool2d(pad(x, amounts, 0.0), self.kernel, stride))


class Norm(Layer):
    def shapes(self, shape):
        channels = (shape[-1],)
        affine = [(channels, -0.3)] if self.kind == "RmsNorm" else [(channels, -0.3), (channels, 0.5)]
        return affine if self.named.get("Affine", True) else []

    def run(self, values, parameters, training):
        x, epsilon = values[0], self.named.get("Epsilon", 1e-5)
        weight = parameters[0] if parameters else None
        bias = parameters[1] if len(parameters) > 1 else None
        if self.kind == "LayerNorm":
            return F.layer_norm(x, x.shape[-1:], weight, bias, epsilon)
        if self.kind == "RmsNorm":
            y = x / torch.sqrt((x * x).mean(-1, keepdim=True) + epsilon)
            return y if weight is None else y * weight
        if self.kind == "GroupNorm":
            return channels_last(F.group_norm(channels_first(x), self.groups, weight, bias, epsilon))
        if not self.state:
            self.state = [torch.zeros(x.shape[-1], dtype=torch.float64), torch.ones(x.shape[-1], dtype=torch.float64)]
        momentum = self.named.get("Momentum", 0.1)
        return channels_last(F.batch_norm(channels_first(x), *self.state, weight, bias, training, momentum, epsilon))


def group_norm(groups, **rest):
    layer = Norm("GroupNorm", groups, **rest)
    layer.groups = groups
    return layer


class Dense(Layer):
    def __init__(self, units, activation="Linear", **rest):
        super().__init__("Dense", units, *([] if activation == "Linear" else [f"Activation.{activation}"]), **rest)
        self.units, self.activation = units, activation

    def shapes(self, shape):
        return [((shape[-1], self.units), shape[-1] ** -0.5)] + ([((self.units,), 0.5)] if self.named.get("UseBias", True) else [])

    def run(self, values, parameters, training):
        return F.linear(values[0], parameters[0].T, parameters[1] if len(parameters) > 1 else None)


class Embedding(Layer):
    def __init__(self, vocabulary, width, **rest):
        super().__init__("Embedding", vocabulary, width, **rest)
        self.size = (vocabulary, width)

    def shapes(self, shape):
        return [(self.size, 1.0)]

    def run(self, values, parameters, training):
        return F.embedding(values[0].long(), parameters[0])


class Plain(Layer):
    """A layer that is one function of its values."""

    def __init__(self, kind, function, *positional, **rest):
        super().__init__(kind, *positional, **rest)
        self.function = function

    def run(self, values, parameters, training):
        return self.function(*values)


def conv1(filters, kernel, activation="Linear", **rest):
    return Conv("Conv1D", filters, kernel, activation, **rest)


def conv2(filters, kernel, activation="Linear", **rest):
    return Conv("Conv2D", filters, kernel, activation, **rest)


def depthwise(kernel, activation="Linear", **rest):
    return Conv("DepthwiseConv2D", None, kernel, activation, **rest)


def max_pool(kernel, **rest):
    return Pool("MaxPool2D", kernel, **rest)


def average_pool(kernel, **rest):
    return Pool("AveragePool2D", kernel, **rest)


def flatten():
    return Plain("Flatten", lambda x: x.flatten(1))


def reshape(*sizes):
    return Plain("Reshape", lambda x: x.reshape(-1, *sizes), *sizes)


def transpose(*axes, **rest):
    return Plain("Transpose", lambda x: x.permute(0, *[axis + 1 for axis in axes]) if axes else x.transpose(-1, -2), *axes, **rest)


def padded(*amounts, value=0.0, **rest):
    def apply(x):
        return channels_last(pad(channels_first(x), pads_of(x.shape[1:-1], [], [], [], None, list(amounts)), value))
    return Plain("Pad", apply, *amounts, **({"Value": value} if value else {}), **rest)


def global_average():
    return Plain("GlobalAveragePool", lambda x: x.flatten(1, -2).mean(1))


def activation(kind, **rest):
    layer = Plain("Activation", lambda x: x, f"Activation.{kind}", **rest)
    layer.activation = kind
    return layer


def add(*others, **rest):
    return Plain("Add", lambda *x: sum(x[1:], x[0]), others=others, **rest)


def multiply(*others, **rest):
    return Plain("Multiply", lambda *x: torch.stack(x).prod(0), others=others, **rest)


def concat(*others, **rest):
    return Plain("Concat", lambda *x: torch.cat(x, -1), others=others, **rest)


SAME = "Padding.Same"

# Nothing that batch norm takes away again has a bias: its gradient would be zero but for rounding, and no relative distance could be asked of it.
# name, input, rows, layers; then options: the rows of a first training step, inputs of −1, 0 and 1 for ties, the mean of the inputs.
CASES = [
    ("conv1d", (9, 3), 3, [conv1(4, 3)]),
    ("conv1d, same, odd one after", (8, 2), 2, [conv1(5, 3, Stride=2, Padding=SAME)]),
    ("conv1d, dilated, asymmetric", (7, 4), 3, [conv1(3, 3, "Tanh", Dilation=2, Pads=[1, 3], UseBias=False)]),
    ("conv1d, groups", (10, 6), 2, [conv1(9, 4, "GELU", Groups=3)]),
    ("conv1d, pointwise", (5, 16), 2, [conv1(17, 1)]),
    ("conv1d, strided and padded", (11, 3), 2, [conv1(16, 5, "ReLU", Stride=3, Pads=[2])]),
    ("conv1d, same, dilated and even", (9, 2), 2, [conv1(18, 4, Dilation=2, Padding=SAME)]),

    ("conv2d", (7, 5, 2), 3, [conv2(3, 3)]),
    ("conv2d, same, stride 2", (7, 6, 3), 2, [conv2(4, 3, Stride=2, Padding=SAME)]),
    ("conv2d, same, even and not square", (6, 9, 2), 2, [conv2(5, (2, 5), "SiLU", Padding=SAME)]),
    ("conv2d, asymmetric", (5, 7, 3), 3, [conv2(2, (3, 3), Pads=[2, 0, 1, 3])]),
    ("conv2d, strides that differ", (8, 9, 1), 2, [conv2(4, (3, 2), "ELU", StrideHeight=2, StrideWidth=3, Pads=[1, 0])]),
    ("conv2d, dilations that differ", (7, 8, 2), 2, [conv2(3, 3, DilationHeight=2, DilationWidth=3, Padding=SAME, UseBias=False)]),
    ("conv2d, stride and dilation", (9, 8, 2), 2, [conv2(3, 3, "Sigmoid", Stride=3, Dilation=2, Pads=[1])]),
    ("conv2d, one stride overridden", (6, 7, 2), 2, [conv2(2, 2, Stride=2, StrideWidth=1, Dilation=2, DilationHeight=1)]),
    ("conv2d, groups", (5, 4, 6), 2, [conv2(8, 3, "Tanh", Groups=2, Padding=SAME)]),
    ("conv2d, as many groups as channels", (4, 5, 3), 2, [conv2(6, 2, Groups=3)]),
    ("conv2d, groups, strided, without bias", (7, 7, 4), 2, [conv2(12, 3, Groups=4, Stride=2, Pads=[0, 1, 1, 0], UseBias=False)]),
    ("conv2d, pointwise", (3, 3, 16), 3, [conv2(17, 1, "GELU")]),
    ("conv2d, pointwise and strided", (5, 5, 3), 2, [conv2(16, 1, Stride=2)]),
    ("conv2d, wide", (4, 4, 16), 2, [conv2(32, 3, "ReLU", Padding=SAME)]),
    ("conv2d, widths around lanes", (4, 3, 15), 2, [conv2(33, 2)]),
    ("conv2d, all of the image", (4, 3, 5), 4, [conv2(7, (4, 3))]),
    ("conv2d, larger than the image", (3, 2, 2), 3, [conv2(3, 5, Pads=[2])]),
    ("conv2d, as in LeNet", (12, 12, 1), 2, [conv2(6, 5, "Tanh")]),
    ("conv2d, leaky, one row", (5, 5, 2), 1, [conv2(3, 3, "LeakyReLU", Slope=0.2)]),
    ("conv2d, two of them", (6, 6, 2), 2, [conv2(4, 3, "SiLU", Padding=SAME), conv2(3, 3, "HardSwish", Stride=2)]),
    ("conv2d, windows that leave some pixels out", (7, 8, 2), 2, [conv2(3, 2, Stride=3)]),

    ("depthwise", (7, 5, 3), 3, [depthwise(3)]),
    ("depthwise, multiplier, same, stride 2", (6, 7, 3), 2, [depthwise(3, "SiLU", Multiplier=2, Stride=2, Padding=SAME)]),
    ("depthwise, dilated, asymmetric", (5, 6, 4), 2, [depthwise((2, 3), "Tanh", DilationWidth=2, Pads=[1, 0, 2, 1], UseBias=False)]),
    ("depthwise, widths around lanes", (4, 5, 17), 2, [depthwise(3, Padding=SAME)]),
    ("depthwise, wide multiplier", (3, 4, 16), 2, [depthwise(2, "ReLU", Multiplier=3)]),
    ("depthwise, one channel", (5, 4, 1), 2, [depthwise(3, Multiplier=5, StrideHeight=2)]),

    ("max pool", (6, 4, 3), 2, [max_pool(2)]),
    ("max pool, overlapping", (7, 7, 2), 2, [max_pool(3, Stride=2)]),
    ("max pool, same, stride 1", (5, 4, 3), 2, [max_pool(3, Stride=1, Padding=SAME)]),
    ("max pool, same, odd one after", (7, 5, 2), 2, [max_pool(2, Padding=SAME)]),
    ("max pool, not square", (6, 8, 1), 2, [max_pool((2, 3), StrideHeight=1, StrideWidth=2)]),
    ("max pool, padded, all negative", (5, 5, 2), 2, [max_pool(3, Stride=2, Pads=[1])], {"mean": -8}),
    ("max pool, asymmetric", (4, 6, 17), 2, [max_pool((3, 2), Stride=2, Pads=[2, 0, 1, 1])]),
    ("max pool, gaps between windows", (8, 7, 2), 2, [max_pool(2, Stride=3)]),
    ("max pool, ties", (6, 6, 2), 3, [max_pool(3, Stride=2)], {"whole": True}),
    ("max pool, ties and padding", (5, 5, 3), 2, [max_pool(3, Stride=1, Padding=SAME)], {"whole": True}),
    ("max pool, of a convolution", (6, 6, 2), 2, [conv2(4, 3, "Tanh"), max_pool(2)]),

    ("average pool", (6, 4, 3), 2, [average_pool(2)]),
    ("average pool, overlapping", (7, 7, 2), 2, [average_pool(3, Stride=2)]),
    ("average pool, same counts the padding", (5, 4, 3), 2, [average_pool(3, Stride=1, Padding=SAME)], {"mean": 3}),
    ("average pool, asymmetric", (4, 6, 17), 2, [average_pool((3, 2), Stride=2, Pads=[2, 0, 1, 1])]),
    ("average pool, strides that differ", (6, 8, 1), 2, [average_pool((2, 3), StrideHeight=1, StrideWidth=2, Pads=[0, 1])]),
    ("average pool, same, odd one after", (7, 5, 2), 2, [average_pool(2, Padding=SAME)]),
    ("average pool, not square", (5, 6, 16), 2, [average_pool((2, 3))]),
    ("global average pool", (4, 5, 3), 3, [global_average()]),
    ("global average pool of rank 2", (7, 17), 2, [global_average()]),

    ("batch norm of rows", (5,), 6, [Norm("BatchNorm")], {"first": 4}),
    ("batch norm of wide rows, without affine", (17,), 7, [Norm("BatchNorm", Affine=False, Momentum=0.25)], {"first": 7, "mean": 2}),
    ("batch norm of rank 2", (4, 3), 3, [Norm("BatchNorm", Epsilon=0.001)], {"first": 2}),
    ("batch norm of images", (3, 4, 3), 3, [Norm("BatchNorm")], {"first": 2, "mean": -1}),
    ("batch norm of images, without affine", (2, 3, 5), 2, [Norm("BatchNorm", Affine=False)], {"first": 3}),
    ("batch norm, all of the last batch", (3, 3, 2), 2, [Norm("BatchNorm", Momentum=1.0, Epsilon=0.125)], {"first": 2}),
    ("batch norm of one image", (3, 3, 16), 1, [Norm("BatchNorm")], {"first": 2}),
    ("batch norm after dense", (4,), 8, [
        Dense(6, UseBias=False), Norm("BatchNorm"), activation("Tanh"), Dense(3, UseBias=False), Norm("BatchNorm", Momentum=0.5)], {"first": 5}),
    ("batch norm after a convolution", (5, 5, 2), 2, [
        conv2(4, 3, Padding=SAME, UseBias=False), Norm("BatchNorm"), activation("ReLU"), conv2(3, 3, "Tanh"), Norm("BatchNorm", name="last")], {"first": 3}),
    ("batch norm after depthwise", (5, 4, 3), 2, [depthwise(3, UseBias=False), Norm("BatchNorm", Affine=False), activation("SiLU")], {"first": 2}),

    ("layer norm of rows", (7,), 4, [Norm("LayerNorm")]),
    ("layer norm of images", (3, 3, 6), 2, [Norm("LayerNorm", Affine=False)], {"mean": 2}),
    ("layer norm, wide", (2, 17), 3, [Norm("LayerNorm", Epsilon=0.001)]),
    ("layer norm of a product", (6,), 3, [Dense(33, "Tanh"), Norm("LayerNorm"), Dense(2)]),
    ("rms norm of rows", (7,), 4, [Norm("RmsNorm")]),
    ("rms norm of images", (3, 2, 5), 2, [Norm("RmsNorm", Affine=False, Epsilon=0.001)], {"mean": 2}),
    ("rms norm, wide", (3, 18), 2, [Norm("RmsNorm")]),
    ("group norm", (3, 4, 6), 2, [group_norm(2)]),
    ("group norm, one group", (4, 3, 5), 2, [group_norm(1, Epsilon=0.001)]),
    ("group norm, as many groups as channels", (4, 4, 3), 2, [group_norm(3)], {"mean": -2}),
    ("group norm of rows", (8,), 3, [group_norm(2, Affine=False)]),
    ("group norm of rank 2", (5, 32), 2, [group_norm(2)]),
    ("group norm after a convolution", (5, 5, 3), 2, [conv2(12, 3, "ELU"), group_norm(4), activation("Sigmoid")]),

    ("embedding", (5,), 3, [Embedding(7, 4)]),
    ("embedding, wide, then dense", (3,), 4, [Embedding(5, 17), flatten(), Dense(3, "Tanh")]),
    ("embedding, then convolution", (6,), 2, [Embedding(9, 5), conv1(4, 3, "SiLU", Padding=SAME), global_average()]),
    ("two embeddings of one input", (4,), 3, [Embedding(6, 3, name="word"), Embedding(6, 3, start="input"), add("word")]),

    ("transpose of rank 2", (3, 5), 2, [transpose()]),
    ("transpose of rank 3, last two", (2, 3, 4), 2, [transpose()]),
    ("transpose to channels first", (3, 4, 2), 2, [transpose(2, 0, 1), Dense(3)]),
    ("transpose back and forth", (3, 4, 2), 3, [transpose(1, 2, 0), Dense(5, "Tanh"), transpose(2, 0, 1)]),
    ("transpose of height and width", (4, 5, 17), 2, [transpose(1, 0, 2)]),
    ("pad on all sides", (3, 4, 2), 2, [padded(1, value=0.5), conv2(3, 3)]),
    ("pad of rank 2", (5, 3), 2, [padded(2, 1, value=-1.25), conv1(2, 3, "Tanh")]),
    ("pad, vertical and horizontal", (3, 2, 5), 2, [padded(0, 2)]),
    ("pad, each side", (2, 3, 2), 3, [padded(1, 0, 2, 3, value=-0.75), Dense(4)]),
    ("flatten", (3, 2, 2), 2, [flatten(), Dense(4)]),
    ("reshape", (3, 4, 2), 2, [reshape(2, 6, 2), conv2(3, 2)]),
    ("reshape a row", (12,), 3, [Dense(12, "Tanh"), reshape(3, 4), Dense(5), reshape(15)]),
    ("dense on rank 2", (4, 5), 3, [Dense(6, "GELU")]),
    ("dense on rank 3", (3, 4, 7), 2, [Dense(17, "Tanh"), Dense(3, UseBias=False)]),
    ("concatenated channels", (4, 4, 2), 2, [
        conv2(3, 3, "Tanh", Padding=SAME, name="near"), conv2(5, 1, "SiLU", start="input"), concat("near", "input"), Dense(4)]),
    ("images added and multiplied", (4, 3, 2), 2, [
        conv2(3, 3, "Sigmoid", Padding=SAME, name="gate"), conv2(3, 1, start="input", name="straight"), multiply("gate"), add("straight", "gate")]),
    ("activation of an image", (3, 4, 2), 2, [activation("GELU"), global_average()]),

    ("a residual network", (6, 6, 2), 3, [
        conv2(4, 3, Padding=SAME, UseBias=False), Norm("BatchNorm"), activation("SiLU", name="stem"),
        conv2(4, 3, Padding=SAME, UseBias=False), Norm("BatchNorm"), activation("Tanh"),
        conv2(4, 3, Padding=SAME), add("stem"), max_pool(2), conv2(6, 3, "GELU", Stride=2, Padding=SAME), global_average(), Dense(3)], {"first": 2}),
    ("a small LeNet", (12, 12, 1), 2, [
        conv2(3, 5, "Tanh", Padding=SAME), average_pool(2), conv2(5, 3, "Tanh"), max_pool(2), flatten(), Dense(9, "Tanh"), Dense(4)]),
    ("an inverted bottleneck", (5, 5, 3), 2, [
        conv2(12, 1, UseBias=False), Norm("BatchNorm"), activation("HardSwish"),
        depthwise(3, Padding=SAME, UseBias=False), Norm("BatchNorm"), activation("SiLU"), conv2(3, 1, UseBias=False), Norm("BatchNorm"), add("input")], {"first": 3}),
    ("a mixer", (4, 6), 3, [
        Norm("LayerNorm"), transpose(), Dense(8, "GELU"), Dense(4), transpose(), add("input", name="tokens"),
        Norm("RmsNorm"), Dense(12, "SiLU"), Dense(6), add("tokens"), global_average()]),
]


def rounded(values):
    return torch.tensor(numpy.round(numpy.asarray(values) * 64) / 64)


def evaluate(layers, x, parameters, training):
    """The outputs, and the distance of everything to the nearest kink."""
    values, counts, rest, distance = {"input": x, "": x}, {}, list(parameters), numpy.inf
    for layer in layers:
        counts[layer.kind] = counts.get(layer.kind, 0) + 1
        sources = [values[source] for source in layer.sources]
        taken = len(layer.shapes(sources[0].shape[1:]))
        y = layer.run(sources, rest[:taken], training)
        del rest[:taken]
        for kink in KINKS.get(layer.activation, []):
            distance = min(distance, (y - kink).abs().min().item())
        if layer.kind == "MaxPool2D" and layer is not layers[0]:
            distance = min(distance, layer.gap)
        y = ACTIVATIONS[layer.activation](y)
        values[layer.name or layer.kind[0].lower() + layer.kind[1:] + str(counts[layer.kind])] = values[""] = y
    return values[""], distance


def make_parameters(rng, layers, x):
    """Parameters drawn as the layers are reached, for their shapes depend on what is above."""
    parameters = []
    for count in range(len(layers)):
        source = layers[count].sources[0]
        if count == 0 or source == "input":
            shape = x.shape[1:]
        else:
            above = layers[:count] if source == "" else layers[:1 + next(i for i in range(count) if layers[i].name == source)]
            shape = evaluate(above, x, parameters[:sum(taken[:len(above)])], training=False)[0].shape[1:]
        drawn = [rounded(rng.normal(size=size) * abs(spread) + (1 if spread < 0 else 0)) for size, spread in layers[count].shapes(shape)]
        taken = (taken if count else []) + [len(drawn)]
        parameters += drawn
    return parameters


def make_inputs(rng, layers, shape, rows, options):
    if layers[0].kind == "Embedding":
        return torch.tensor(rng.integers(0, layers[0].size[0], (rows, *shape)).astype(numpy.float64))
    if options.get("whole"):
        return torch.tensor(rng.integers(-1, 2, (rows, *shape)).astype(numpy.float64))
    return rounded(rng.normal(size=(rows, *shape)) * 1.5 + options.get("mean", 0))


def run(index, shape, rows, layers, options):
    for attempt in range(1000):
        rng = numpy.random.default_rng([2025, index, attempt])
        for layer in layers:
            layer.state = []
        x = make_inputs(rng, layers, shape, rows, options)
        parameters = make_parameters(rng, layers, x)
        for layer in layers:
            layer.state = []
        first = make_inputs(rng, layers, shape, options["first"], options) if "first" in options else None
        for tensor in parameters + ([] if layers[0].kind == "Embedding" else [x]):
            tensor.requires_grad_(True)
        distance = numpy.inf
        if first is not None:
            distance = evaluate(layers, first, parameters, training=True)[1]
        y, second = evaluate(layers, x, parameters, training=True)
        inference, third = evaluate(layers, x, parameters, training=False)
        if min(distance, second, third) > MARGIN:
            return rng, first, x, parameters, y, inference
    raise SystemExit(f"{layers[0].text}: always near a kink")


def flat(tensors):
    return [value for tensor in tensors for value in tensor.detach().reshape(-1).tolist()]


def document(index, name, shape, rows, layers, options):
    rng, first, x, parameters, y, inference = run(index, shape, rows, layers, options)
    gradient = rounded(rng.normal(size=y.shape))
    (y * gradient).sum().backward()
    state = flat(tensor for layer in layers for tensor in layer.state)
    return {
        "name": name, "layers": [attribute("Input", *shape)] + [layer.text for layer in layers], "rows": rows,
        "firstInputs": None if first is None else flat([first]), "inputs": flat([x]), "parameters": flat(parameters), "outputGradient": flat([gradient]),
        "outputs": flat([y]), "inference": flat([inference]) if state else None,
        "inputGradient": None if x.grad is None else flat([x.grad]), "gradients": flat(parameter.grad for parameter in parameters), "state": state or None,
    }


out = [document(index, name, shape, rows, layers, options[0] if options else {}) for index, (name, shape, rows, layers, *options) in enumerate(CASES)]
assert len({case["name"] for case in out}) == len(out)
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in out) + "\n]\n")
