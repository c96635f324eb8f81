"""
Writes the two packs from a checkpoint: graphs with small weights, tokenizer, calibration, pack.json.

Usage: python export.py --data .train [--target models/demo]
Every graph is compared with the network it came from before it is kept.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from calibrate import calibrate
from dataset import Scenes, encode, plain, trim
from model import Demo, Shape
from small_weights import shrink
from tokenizers import Tokenizer
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

OPSET = 17


def fold_norms(module: nn.Module) -> None:
    """Batch norms become part of the convolution before them."""
    for child in module.children():
        fold_norms(child)
    if isinstance(module, nn.Sequential) and len(module) == 2 and isinstance(module[1], nn.BatchNorm2d):
        module[0] = fuse_conv_bn_eval(module[0], module[1])
        module[1] = nn.Identity()


class VisionGraph(nn.Module):
    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self.vision, self.head = demo.vision, demo.head

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.head(self.vision(pixel_values))


class DecoderGraph(nn.Module):
    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self.decoder = demo.decoder

    def forward(self, input_ids, encoder_hidden_states, *past):
        return self.decoder.step(input_ids, encoder_hidden_states, list(zip(past[::2], past[1::2], strict=True)))


def write(module: nn.Module, inputs: tuple, names: tuple[list[str], list[str]], axes: dict, path: Path) -> None:
    torch.onnx.export(
        module.eval(), inputs, str(path), input_names=names[0], output_names=names[1],
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
    onnx.save(shrink(onnx.load(str(path))), str(path))


def cache_names(prefix: str, layers: int) -> list[str]:
    return [f"{prefix}.{layer}.{part}" for layer in range(layers) for part in ("key", "value")]


def write_decoder(demo: Demo, shape: Shape, path: Path) -> None:
    past, present = cache_names("past_key_values", shape.decoder_layers), cache_names("present", shape.decoder_layers)
    empty = [torch.zeros(2, shape.heads, 3, shape.model // shape.heads) for _ in past]
    ids, places = torch.randint(2, shape.vocabulary, (2, 4)), torch.randn(2, shape.grid, shape.model)
    axes = {"input_ids": {0: "batch", 1: "sequence"}, "encoder_hidden_states": {0: "batch", 1: "places"}}
    axes |= {"logits": {0: "batch", 1: "sequence"}}
    axes |= {name: {0: "batch", 2: "past"} for name in past} | {name: {0: "batch", 2: "total"} for name in present}
    names = (["input_ids", "encoder_hidden_states", *past], ["logits", *present])
    write(DecoderGraph(demo), (ids, places, *empty), names, axes, path)
    # An empty past makes the two branches one; the input stays because the family has it.
    model = onnx.load(str(path))
    flag = onnx.helper.make_tensor_value_info("use_cache_branch", onnx.TensorProto.BOOL, [1])
    model.graph.input.insert(2, flag)
    onnx.save(model, str(path))


def open_graph(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def least_cosine(a: np.ndarray, b: np.ndarray) -> float:
    a, b = a.reshape(-1, a.shape[-1]), b.reshape(-1, b.shape[-1])
    return float(((a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)).min())


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def speak(encoder, decoder, shape: Shape, pixels: np.ndarray, longest: int = 48):
    """Greedy, with the cache, one token at a time: as the product does it. Yields ids and the mean probability."""
    (states,) = encoder.run(None, {"pixel_values": pixels})
    names = cache_names("past_key_values", shape.decoder_layers)
    count = len(pixels)
    past = {name: np.zeros((count, shape.heads, 0, shape.model // shape.heads), np.float32) for name in names}
    ids, chances = [np.full((count, 1), shape.start, np.int64)], []
    for step in range(longest):
        flag = np.array([step > 0])
        logits, *present = decoder.run(None, {"input_ids": ids[-1], "encoder_hidden_states": states, "use_cache_branch": flag, **past})
        past = dict(zip(names, present, strict=True))
        row = logits[:, -1].astype(np.float64)
        row = np.exp(row - row.max(1, keepdims=True))
        row /= row.sum(1, keepdims=True)
        ids.append(row.argmax(1)[:, None])
        chances.append(np.log(row.max(1)))
    told, logs = np.concatenate(ids[1:], 1), np.stack(chances, 1)
    for line, log in zip(told, logs, strict=True):
        length = int((line == shape.end).argmax()) if (line == shape.end).any() else longest - 1
        yield line[:length].tolist(), float(np.exp(log[: length + 1].mean()))


def check_and_measure(demo: Demo, shape: Shape, scenes: Scenes, tokenizer: Tokenizer, folders: tuple[Path, Path]) -> dict:
    vision, text = open_graph(folders[0] / "vision_model.onnx"), open_graph(folders[0] / "text_model.onnx")
    encoder, decoder = open_graph(folders[1] / "encoder_model.onnx"), open_graph(folders[1] / "decoder_model_merged.onnx")
    pixels = plain(scenes.pixels).contiguous().numpy()
    ids = trim(scenes.text_ids[:64, 0], shape.end)
    alt = trim(scenes.alt_ids[:16], shape.end)
    with torch.no_grad():
        places = demo.vision(torch.from_numpy(pixels[:16]))
        wanted = (demo.head(places).numpy(), demo.text(ids).numpy(), places.numpy(), demo.decoder(alt, places).numpy())
    empty = np.zeros((16, shape.heads, 0, shape.model // shape.heads), np.float32)
    past = {name: empty for name in cache_names("past_key_values", shape.decoder_layers)}
    states = encoder.run(None, {"pixel_values": pixels[:16]})[0]
    feeds = {"input_ids": alt.numpy(), "encoder_hidden_states": states, "use_cache_branch": np.array([False]), **past}
    got = (vision.run(None, {"pixel_values": pixels[:16]})[0], text.run(None, {"input_ids": ids.numpy()})[0], states, decoder.run(None, feeds)[0])
    agreement = {name: least_cosine(a, b) for name, a, b in zip(("vision", "text", "encoder", "decoder"), got, wanted, strict=True)}
    print("least cosine with the network", agreement)
    alone = np.concatenate([text.run(None, {"input_ids": encode_one(tokenizer, scenes.texts[row][0])})[0] for row in range(64)])
    print("batched against alone", least_cosine(alone, got[1]))
    images = unit(np.concatenate([vision.run(None, {"pixel_values": pixels[i : i + 50]})[0] for i in range(0, scenes.count, 50)]))

    def embed(texts: list[str]) -> np.ndarray:
        rows = encode(tokenizer, texts, shape.context)
        return unit(np.concatenate([text.run(None, {"input_ids": trim(rows[i : i + 64], shape.end).numpy()})[0] for i in range(0, len(rows), 64)]))

    told = [line for i in range(0, 400, 50) for line in speak(encoder, decoder, shape, pixels[i : i + 50])]
    exact = np.array([tokenizer.decode(line).strip() == scenes.alt[row] for row, (line, _) in enumerate(told)])
    sure = np.array([chance for _, chance in told])
    candidates = np.quantile(sure, np.linspace(0.01, 0.5, 50))
    review = max(candidates, key=lambda c: ((sure < c) & ~exact).sum() / max(1, (~exact).sum()) - ((sure < c) & exact).sum() / max(1, exact.sum()))
    return {
        "agreement": agreement,
        "calibration": calibrate(scenes, images, embed),
        "captions": {"exact": float(exact.mean()), "reviewBelow": float(review), "wrong_below": float((sure < review)[~exact].mean()), "right_below": float((sure < review)[exact].mean())},
    }


def encode_one(tokenizer: Tokenizer, text: str) -> np.ndarray:
    return np.array([tokenizer.encode(text).ids], np.int64)


def described(folder: Path, names: list[str]) -> list[dict]:
    rows = []
    for name in names:
        content = (folder / name).read_bytes()
        rows.append({"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    return rows


def write_packs(shape: Shape, folders: tuple[Path, Path], measured: dict) -> None:
    about = "Trained by us on drawn scenes only: {}. It knows the demo library's drawings and must not be used on photos."
    common = {"format": 1, "set": "demo", "licence": "MIT", "source": "models/demo in the Sightline repository", "languages": ["en"], "scope": "drawings"}
    image = {"width": shape.width, "height": shape.height, "fit": "squash", "kernel": "linear", "mean": [0.5] * 3, "std": [0.5] * 3}
    tokenizer = {"file": "tokenizer.json", "contextLength": shape.context, "startId": shape.start, "endId": shape.end, "padId": shape.pad}
    fitted = measured["calibration"]
    parts = {
        folders[0]: (
            ["vision_model.onnx", "text_model.onnx", "tokenizer.json"],
            {
                "id": "demo-embedding", "task": "embedding", "family": "clip", "title": "Demo search (drawn scenes)", "dims": shape.dims,
                "vision": {"file": "vision_model.onnx", "input": "pixel_values", "output": "image_embeds"},
                "text": {"file": "text_model.onnx", "input": "input_ids", "output": "text_embeds"},
                "prompts": ["{}"],
                "calibration": {"scale": round(fitted["scale"], 4), "bias": round(fitted["bias"], 4), "cutoff": round(fitted["cutoff"], 4)},
                "about": about.format("a small dual encoder for pictures and words"),
            },
        ),
        folders[1]: (
            ["encoder_model.onnx", "decoder_model_merged.onnx", "tokenizer.json"],
            {
                "id": "demo-caption", "task": "caption", "family": "vision-encoder-decoder", "title": "Demo captions (drawn scenes)",
                "encoder": {"file": "encoder_model.onnx", "input": "pixel_values", "output": "last_hidden_state"},
                "decoder": {"file": "decoder_model_merged.onnx", "layers": shape.decoder_layers, "heads": shape.heads, "headDim": shape.model // shape.heads, "vocabulary": shape.vocabulary},
                "generation": {"maxTokens": 48, "beams": 1, "noRepeatNgram": 0, "lengthPenalty": 1},
                "reviewBelow": round(measured["captions"]["reviewBelow"], 4),
                "about": about.format("a small image encoder and a text decoder"),
            },
        ),
    }  # fmt: skip
    for folder, (names, own) in parts.items():
        files = described(folder, names)
        revision = hashlib.sha256("".join(file["sha256"] for file in files).encode()).hexdigest()[:16]
        pack = {**common, **own, "revision": revision, "image": image, "tokenizer": tokenizer, "files": files}
        (folder / "pack.json").write_text(json.dumps(pack, indent=2) + "\n")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--target", type=Path, default=Path(__file__).parent.parent)
    options.add_argument("--log", type=Path, default=Path(__file__).parent / "training-log.txt")
    args = options.parse_args()
    torch.set_num_threads(2)
    saved = torch.load(args.data / "checkpoint.pt", weights_only=True)
    shape = Shape(**saved["shape"])
    demo = Demo(shape)
    demo.load_state_dict(saved["weights"])
    demo.eval()
    fold_norms(demo)
    folders = (args.target / "embedding", args.target / "caption")
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(args.data / "tokenizer.json", folder / "tokenizer.json")
    pixels, ids = torch.randn(2, 3, shape.height, shape.width), torch.randint(2, shape.vocabulary, (2, 9))
    ids[:, -1] = shape.end
    batch = {0: "batch"}
    write(VisionGraph(demo), (pixels,), (["pixel_values"], ["image_embeds"]), {"pixel_values": batch, "image_embeds": batch}, folders[0] / "vision_model.onnx")
    write(demo.text, (ids,), (["input_ids"], ["text_embeds"]), {"input_ids": {0: "batch", 1: "sequence"}, "text_embeds": batch}, folders[0] / "text_model.onnx")
    write(demo.vision, (pixels,), (["pixel_values"], ["last_hidden_state"]), {"pixel_values": batch, "last_hidden_state": batch}, folders[1] / "encoder_model.onnx")
    write_decoder(demo, shape, folders[1] / "decoder_model_merged.onnx")
    tokenizer = Tokenizer.from_file(str(args.data / "tokenizer.json"))
    measured = check_and_measure(demo, shape, Scenes(args.data, ["validation"], tokenizer), tokenizer, folders)
    write_packs(shape, folders, measured)
    line = f"exported step {saved['step']}: {json.dumps(measured)}"
    print(line)
    with args.log.open("a") as log:
        print(line, file=log)


if __name__ == "__main__":
    main()
