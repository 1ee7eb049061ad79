"""state_dicts of PyTorch modules as safetensors files, with inputs and PyTorch's outputs for them: *.safetensors and outputs.json.

Needs (Debian): python3-torch 1.13, python3-numpy.       Run: python3 state_dicts.py
     To check files against modules:                          python3 state_dicts.py MODULE FILE …    prints the outputs that each file gives its module

The container is written and read by hand, as https://github.com/huggingface/safetensors describes it, for that library is no Debian package. The tensors
stand in the order that the library would give them, by type and then by name, which is not the order of the modules.
Inputs are rows of numbers, channels last; the modules get them channels first.
"""
import json
import pathlib
import sys
import numpy
import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
NAMES = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}
TYPES = {name: dtype for dtype, name in NAMES.items()}


def raw(tensor):
    tensor = tensor.detach().contiguous()
    return (tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor).numpy().tobytes()


def write(path, state):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in sorted(state.items(), key=lambda item: (-item[1].element_size(), item[0])):
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + tensor.numel() * tensor.element_size()]}
        data += raw(tensor)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def read(path):
    content = pathlib.Path(path).read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    assert header.pop("__metadata__")["format"] == "pt"
    state = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        state[name] = torch.frombuffer(bytearray(content[start + begin:start + end]), dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return state


class RMSNorm(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))

    def forward(self, x):
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + 1e-5) * self.weight


class Image(nn.Module):
    """Convolutions of all kinds with batch normalisation, flattened, normalised again, and dense."""
    shape, indices = (6, 5, 2), None

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 4, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(4)
        self.depthwise = nn.Conv2d(4, 8, (3, 2), groups=4)
        self.grouped = nn.Conv2d(8, 6, 2, groups=2)
        self.flat = nn.BatchNorm1d(54)
        self.hidden = nn.Linear(54, 7)
        self.head = nn.Linear(7, 3)

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x)))
        x = torch.tanh(self.grouped(self.depthwise(x)))
        return torch.softmax(self.head(torch.relu(self.hidden(self.flat(torch.flatten(x, 1))))), -1)


class Branches(nn.Module):
    """Two flattened images and a row, one behind the other."""
    shape, indices = (4, 4, 3), None

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 5, 3)
        self.mean = nn.Linear(5, 4)
        self.norm = nn.LayerNorm(36)
        self.out = nn.Linear(36, 2)

    def forward(self, x):
        features = torch.tanh(self.conv(x))
        mean = torch.tanh(self.mean(features.mean((2, 3))))
        pooled = torch.max_pool2d(x, 2)
        return self.out(self.norm(torch.cat([features.flatten(1), mean, pooled.flatten(1)], 1)))


class Sequence(nn.Module):
    """A table of words, norms, and a convolution along the sequence."""
    shape, indices = (6,), 11

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(11, 4)
        self.norm = nn.LayerNorm(4)
        self.conv = nn.Conv1d(4, 6, 3)
        self.group = nn.GroupNorm(2, 6)
        self.rms = RMSNorm(24)
        self.out = nn.Linear(24, 2)

    def forward(self, x):
        x = self.conv(self.norm(self.table(x)).transpose(1, 2))
        return self.out(self.rms(self.group(x).flatten(1)))


class Words(nn.Module):
    """A table of words, flattened as it is."""
    shape, indices = (3,), 5

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(5, 4)
        self.out = nn.Linear(12, 2)

    def forward(self, x):
        return self.out(self.table(x).flatten(1))


class Deep(nn.Sequential):
    """A stack of more than ten modules, all of the same shape: names do not sort as numbers do."""
    shape, indices = (4,), None

    def __init__(self):
        super().__init__(*[module for _ in range(6) for module in (nn.Linear(4, 4), nn.Tanh())])


class Residual(nn.Module):
    """Blocks in a list."""
    shape, indices = (5,), None

    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList(nn.ModuleDict({"one": nn.Linear(5, 6), "two": nn.Linear(6, 5)}) for _ in range(3))

    def forward(self, x):
        for block in self.blocks:
            x = x + block["two"](torch.relu(block["one"](x)))
        return x


def inputs(kind, generator, rows=4):
    if kind.indices:
        return torch.randint(kind.indices, (rows, *kind.shape), generator=generator)
    return torch.randint(-64, 65, (rows, *kind.shape), generator=generator) / 32


def to_torch(kind, x):
    return x.permute(0, 3, 1, 2) if len(kind.shape) == 3 else x


def make(kind, generator):
    torch.manual_seed(5)
    module = kind()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(torch.randn(parameter.shape, generator=generator) / (1 if parameter.dim() < 2 else parameter[0].numel() ** 0.5))
    for _ in range(5):  # gives batch normalisation something to remember
        module(to_torch(kind, inputs(kind, generator)))
    return module.eval()


KINDS = {kind.__name__: kind for kind in (Image, Branches, Sequence, Words, Deep, Residual)}


def outputs(kind, module, x):
    with torch.no_grad():
        return module(to_torch(kind, x)).double().reshape(-1).tolist()


def main():
    results = {}
    for name, kind in KINDS.items():
        generator = torch.Generator().manual_seed(7)
        module = make(kind, generator)
        x = inputs(kind, generator)
        write(HERE / f"{name}.safetensors", module.state_dict())
        results[name] = {"inputs": x.reshape(-1).tolist(), "outputs": outputs(kind, module, x)}
        if kind is Deep:
            for dtype in (torch.float16, torch.bfloat16, torch.float64):
                rounded = {key: value.to(dtype) for key, value in module.state_dict().items()}
                write(HERE / f"{name}{NAMES[dtype]}.safetensors", rounded)
                other = kind().eval()
                other.load_state_dict({key: value.float() for key, value in rounded.items()})
                results[name + NAMES[dtype]] = {"inputs": x.reshape(-1).tolist(), "outputs": outputs(kind, other, x)}
    (HERE / "outputs.json").write_text(json.dumps(results))


def check(name, path):
    """Everything that the module has must be in the file, and nothing else; the counters of batches may be missing."""
    kind, expected = KINDS[name], json.loads((HERE / "outputs.json").read_text())[name]
    module = kind().eval()
    module.load_state_dict(read(path), strict=True)
    x = torch.tensor(expected["inputs"]).reshape(-1, *kind.shape)
    return outputs(kind, module, x.long() if kind.indices else x)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        print(json.dumps([check(*pair) for pair in zip(sys.argv[1::2], sys.argv[2::2])]))
