"""The demo network: one convolutional trunk, a text tower, a caption decoder, and heads that only help learning."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    start: int
    end: int
    pad: int
    height: int = 96
    width: int = 128
    grid: int = 48  # 8 x 6 places after the trunk
    model: int = 144
    heads: int = 4
    dims: int = 128
    context: int = 64
    vision_layers: int = 2
    text_layers: int = 3
    decoder_layers: int = 3
    settings: int = 14
    subjects: int = 48


def conv(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = conv(inputs, outputs, stride)
        self.second = conv(outputs, outputs)
        self.skip = None
        if stride != 1 or inputs != outputs:
            self.skip = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        skip = x if self.skip is None else self.skip(x)
        return F.relu(self.second(F.relu(self.first(x))) + skip)


class Attention(nn.Module):
    """Written out, not `scaled_dot_product_attention`, so that the exported graph stays plain."""

    def __init__(self, model: int, heads: int) -> None:
        super().__init__()
        self.heads, self.head_dim = heads, model // heads
        self.query, self.key = nn.Linear(model, model), nn.Linear(model, model)
        self.value, self.out = nn.Linear(model, model), nn.Linear(model, model)

    def split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, self.heads, self.head_dim).transpose(1, 2)

    def mix(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
        scores = query @ key.transpose(-1, -2) * (1 / math.sqrt(self.head_dim))
        if mask is not None:
            scores = scores + mask
        mixed = scores.softmax(-1) @ value
        return self.out(mixed.transpose(1, 2).reshape(query.shape[0], -1, self.heads * self.head_dim))

    def forward(self, x: Tensor, source: Tensor, mask: Tensor | None = None) -> Tensor:
        return self.mix(self.split(self.query(x)), self.split(self.key(source)), self.split(self.value(source)), mask)


class Layer(nn.Module):
    """A pre-norm transformer layer; with `crosses` it also looks at the picture."""

    def __init__(self, model: int, heads: int, crosses: bool = False) -> None:
        super().__init__()
        self.norm1, self.attention = nn.LayerNorm(model), Attention(model, heads)
        self.norm2 = nn.LayerNorm(model)
        self.feed = nn.Sequential(nn.Linear(model, model * 4), nn.GELU(approximate="tanh"), nn.Linear(model * 4, model))
        self.cross = Attention(model, heads) if crosses else None
        self.norm3 = nn.LayerNorm(model) if crosses else None

    def forward(self, x: Tensor, mask: Tensor | None, picture: Tensor | None = None) -> Tensor:
        normed = self.norm1(x)
        x = x + self.attention(normed, normed, mask)
        if self.cross is not None:
            x = x + self.cross(self.norm3(x), picture)
        return x + self.feed(self.norm2(x))

    def step(self, x: Tensor, mask: Tensor, picture: Tensor, past: tuple[Tensor, Tensor]):
        """As `forward`, with the keys and values of earlier tokens given; returns them extended."""
        normed, attention = self.norm1(x), self.attention
        key = torch.cat([past[0], attention.split(attention.key(normed))], 2)
        value = torch.cat([past[1], attention.split(attention.value(normed))], 2)
        x = x + attention.mix(attention.split(attention.query(normed)), key, value, mask)
        x = x + self.cross(self.norm3(x), picture)
        return x + self.feed(self.norm2(x)), key, value


def causal(length: int, total: int | None = None) -> Tensor:
    """0 where a token may look, very negative where it may not; queries are the last `length` of `total`."""
    total = length if total is None else total
    rows = torch.arange(length).unsqueeze(1) + (total - length)
    return (torch.arange(total).unsqueeze(0) > rows).float() * -1e4


class Vision(nn.Module):
    """Pixels to 48 place vectors: residual convolutions to an 8 x 6 grid, then two transformer layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        # Overlapping patches: a finer first layer cost a third of the time and left too few steps.
        self.stem = nn.Sequential(nn.Conv2d(3, 48, 6, 4, 1, bias=False), nn.BatchNorm2d(48))
        self.blocks = nn.Sequential(
            Residual(48, 48, 1),
            Residual(48, 96, 2),
            Residual(96, 96, 1),
            Residual(96, 160, 2),
            Residual(160, 160, 1),
        )
        self.project = nn.Linear(160, shape.model)
        self.position = nn.Parameter(torch.randn(1, shape.grid, shape.model) * 0.02)
        self.layers = nn.ModuleList(Layer(shape.model, shape.heads) for _ in range(shape.vision_layers))
        self.norm = nn.LayerNorm(shape.model)

    def forward(self, pixels: Tensor) -> Tensor:
        x = self.blocks(F.relu(self.stem(pixels)))
        x = self.project(x.flatten(2).transpose(1, 2)) + self.position
        for layer in self.layers:
            x = layer(x, None)
        return self.norm(x)


class ImageHead(nn.Module):
    """Place vectors to one embedding: the mean and eight learnt views, so that "left of" survives pooling."""

    def __init__(self, shape: Shape, views: int = 4) -> None:
        super().__init__()
        self.views = nn.Linear(shape.model, views)
        self.out = nn.Linear(shape.model * (views + 1), shape.dims)

    def pool(self, places: Tensor) -> Tensor:
        weights = self.views(places).softmax(1).transpose(1, 2)
        return torch.cat([places.mean(1), (weights @ places).flatten(1)], 1)

    def forward(self, places: Tensor) -> Tensor:
        return self.out(self.pool(places))


class Text(nn.Module):
    """As CLIP's text tower: causal, pooled at the first end token, so that padding cannot matter."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.end = shape.end
        self.embed = nn.Embedding(shape.vocabulary, shape.model)
        self.position = nn.Parameter(torch.randn(shape.context, shape.model) * 0.02)
        self.layers = nn.ModuleList(Layer(shape.model, shape.heads) for _ in range(shape.text_layers))
        self.norm = nn.LayerNorm(shape.model)
        self.out = nn.Linear(shape.model, shape.dims, bias=False)
        nn.init.normal_(self.embed.weight, std=0.05)

    def forward(self, ids: Tensor) -> Tensor:
        length = ids.shape[1]
        x = self.embed(ids) + self.position[:length]
        mask = causal(length)
        for layer in self.layers:
            x = layer(x, mask)
        at = (ids == self.end).int().argmax(1)
        pooled = x.gather(1, at.view(-1, 1, 1).expand(-1, 1, x.shape[2])).squeeze(1)
        return self.out(self.norm(pooled))


class Decoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed = nn.Embedding(shape.vocabulary, shape.model)
        self.position = nn.Parameter(torch.randn(shape.context, shape.model) * 0.02)
        self.layers = nn.ModuleList(Layer(shape.model, shape.heads, True) for _ in range(shape.decoder_layers))
        self.norm = nn.LayerNorm(shape.model)
        nn.init.normal_(self.embed.weight, std=0.05)

    def forward(self, ids: Tensor, places: Tensor) -> Tensor:
        x = self.embed(ids) + self.position[: ids.shape[1]]
        mask = causal(ids.shape[1])
        for layer in self.layers:
            x = layer(x, mask, places)
        return self.norm(x) @ self.embed.weight.t()

    def step(self, ids: Tensor, places: Tensor, past: list[tuple[Tensor, Tensor]]):
        before, length = past[0][0].shape[2], ids.shape[1]
        x = self.embed(ids) + self.position[before : before + length]
        mask = causal(length, before + length)
        present = []
        for layer, kept in zip(self.layers, past, strict=True):
            x, key, value = layer.step(x, mask, places, kept)
            present += [key, value]
        return (self.norm(x) @ self.embed.weight.t(), *present)


class Demo(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.vision, self.head = Vision(shape), ImageHead(shape)
        self.text, self.decoder = Text(shape), Decoder(shape)
        pooled = shape.model * 5
        # These ask for the facts one by one; they speed learning up and are not exported.
        self.facts = nn.ModuleDict(
            {
                "setting": nn.Linear(pooled, shape.settings),
                "time": nn.Linear(pooled, 3),
                "weather": nn.Linear(pooled, 6),
                "main": nn.Linear(pooled, shape.subjects),
                "colour": nn.Linear(pooled, 9),
                "count": nn.Linear(pooled, 4),
                "present": nn.Linear(pooled, shape.subjects),
                "coloured": nn.Linear(pooled, shape.subjects * 9),
            }
        )
        for name in ("present", "coloured"):
            nn.init.constant_(self.facts[name].bias, -4.0)
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        self.match_scale = nn.Parameter(torch.tensor(math.log(12.0)))
        self.match_bias = nn.Parameter(torch.tensor(-6.0))
