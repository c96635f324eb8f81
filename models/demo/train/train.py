"""
Trains the demo pack's network on drawn scenes; CPU only, seed fixed.

Usage: python train.py --data .train --steps 5000 --minutes 37
Progress is the larger of steps done and minutes spent, so that the learning rate reaches zero in time on any machine.
"""

import argparse
import json
import math
import time
from copy import deepcopy
from pathlib import Path

import torch
from dataset import Batches, Scenes, plain, satisfied, trim
from model import Demo, Shape
from tokenizer import END, START, train_tokenizer
from torch import Tensor
from torch.nn import functional as F

SEED = 20261124


def fact_losses(model: Demo, places: Tensor, batch: dict[str, Tensor]) -> Tensor:
    pooled = model.head.pool(places)
    place, subjects = batch["place"], batch["subjects"]
    heads = {name: head(pooled).float() for name, head in model.facts.items()}
    main = subjects[:, 0]
    total = F.cross_entropy(heads["setting"], place[:, 0]) + F.cross_entropy(heads["time"], place[:, 1])
    total = total + F.cross_entropy(heads["weather"], place[:, 2] + 1)
    total = total + F.cross_entropy(heads["main"], main[:, 0]) + F.cross_entropy(heads["colour"], main[:, 1] + 1)
    total = total + F.cross_entropy(heads["count"], main[:, 2])
    present = torch.zeros_like(heads["present"])
    coloured = torch.zeros_like(heads["coloured"])
    for slot in range(subjects.shape[1]):
        kind, colour = subjects[:, slot, 0], subjects[:, slot, 1]
        rows = (kind >= 0).nonzero().squeeze(1)
        present[rows, kind[rows]] = 1
        coloured[rows, kind[rows] * 9 + colour[rows] + 1] = 1
    # Most of these are zero, so that a mean would be too faint to learn from.
    total = total + F.binary_cross_entropy_with_logits(heads["present"], present) * 12
    return total + F.binary_cross_entropy_with_logits(heads["coloured"], coloured) * 60


def contrast_losses(model: Demo, images: Tensor, texts: Tensor, matches: Tensor) -> tuple[Tensor, Tensor]:
    """InfoNCE without false negatives, and a sigmoid loss over all pairs that calibrates the cosine."""
    count = len(images)
    own = torch.eye(count, dtype=torch.bool)
    contrast, agree = images.new_zeros(()), images.new_zeros(())
    images = F.normalize(images.float(), dim=1)
    for column, text in enumerate(F.normalize(texts.float(), dim=1).split(count)):
        cosine = images @ text.t()
        logits = (cosine * model.log_scale.exp().clamp(max=100)).masked_fill(matches[column] & ~own, -1e4)
        labels = torch.arange(count)
        contrast = contrast + (F.cross_entropy(logits, labels) + F.cross_entropy(logits.t(), labels)) / 2
        pairs = F.binary_cross_entropy_with_logits(
            cosine * model.match_scale.exp() + model.match_bias, (matches[column] | own).float(), reduction="none"
        )
        agree = agree + pairs.sum() / count
    return contrast / len(matches), agree / len(matches)


def caption_loss(model: Demo, places: Tensor, ids: Tensor, end: int) -> Tensor:
    logits = model.decoder(ids[:, :-1], places).float()
    labels = ids[:, 1:].clone()
    after_end = (labels == end).cumsum(1) > 1
    return F.cross_entropy(logits.flatten(0, 1), labels.masked_fill(after_end, -100).flatten(), label_smoothing=0.02)


@torch.no_grad()
def greedy(model: Demo, pixels: Tensor, shape: Shape, length: int = 48) -> list[list[int]]:
    places = model.vision(pixels)
    ids = torch.full((len(pixels), 1), shape.start)
    for _ in range(length):
        ids = torch.cat([ids, model.decoder(ids, places)[:, -1].argmax(-1, keepdim=True)], 1)
    rows = [row[1:] for row in ids.tolist()]
    return [row[: row.index(shape.end)] if shape.end in row else row for row in rows]


@torch.no_grad()
def measure(model: Demo, scenes: Scenes, tokenizer, shape: Shape, count: int = 500) -> dict[str, float]:
    """On unseen scenes: retrieval by their most telling held-out sentence, the facts, and captions."""
    model.eval()
    rows = range(count)
    telling = [int(((scenes.text_subjects[row] >= 0).sum((1, 2)) + (scenes.text_place[row] >= 0).sum(1)).argmax()) for row in rows]
    at = (list(rows), telling)
    with torch.autocast("cpu", torch.bfloat16):
        places = torch.cat([model.vision(plain(scenes.pixels[i : i + 125])) for i in range(0, count, 125)])
        images, pooled = model.head(places), model.head.pool(places)
        texts = model.text(trim(scenes.text_ids[at], shape.end))
        spoken = greedy(model, plain(scenes.pixels[:200]), shape)
        facts = {name: model.facts[name](pooled).argmax(1) for name in ("setting", "main", "colour", "count", "time", "weather")}
    cosine = F.normalize(images.float(), dim=1) @ F.normalize(texts.float(), dim=1).t()
    true = torch.from_numpy(
        satisfied(scenes.text_place[at], scenes.text_subjects[at], scenes.place[:count], scenes.subjects[:count])
    )
    own = cosine.diagonal()
    better = ((cosine > own) & ~true).sum(0)
    main = torch.from_numpy(scenes.subjects[:count, 0])
    place = torch.from_numpy(scenes.place[:count])
    said = [tokenizer.decode(ids).strip() for ids in spoken]
    wanted = scenes.alt[:200]
    share = lambda hits: round(float(hits), 4)  # noqa: E731
    return {
        "r1": share((better == 0).float().mean()),
        "r5": share((better < 5).float().mean()),
        "setting": share((facts["setting"] == place[:, 0]).float().mean()),
        "main": share((facts["main"] == main[:, 0]).float().mean()),
        "colour": share((facts["colour"] == main[:, 1] + 1).float().mean()),
        "count": share((facts["count"] == main[:, 2]).float().mean()),
        "time": share((facts["time"] == place[:, 1]).float().mean()),
        "weather": share((facts["weather"] == place[:, 2] + 1).float().mean()),
        "caption_start": share(sum(a.split(",")[0] == b.split(",")[0] for a, b in zip(said, wanted, strict=True)) / 200),
        "caption_exact": share(sum(a == b for a, b in zip(said, wanted, strict=True)) / 200),
    }


@torch.no_grad()
def follow(average: Demo, model: Demo, keep: float) -> None:
    for mean, value in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
        if mean.dtype.is_floating_point:
            mean.lerp_(value, 1 - keep)
        else:
            mean.copy_(value)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--names", default="train-0,train-1")
    options.add_argument("--steps", type=int, default=5000)
    options.add_argument("--minutes", type=float, default=37)
    options.add_argument("--batch", type=int, default=128)
    options.add_argument("--rate", type=float, default=1.3e-3)
    options.add_argument("--log", type=Path, default=Path(__file__).parent / "training-log.txt")
    args = options.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    names = args.names.split(",")
    tokenizer = train_tokenizer(args.data, names, args.data / "tokenizer.json")
    scenes, unseen = Scenes(args.data, names, tokenizer), Scenes(args.data, ["validation"], tokenizer)
    shape = Shape(tokenizer.get_vocab_size(), tokenizer.token_to_id(START), tokenizer.token_to_id(END), tokenizer.token_to_id(END))
    model = Demo(shape).to(memory_format=torch.channels_last)
    average = deepcopy(model).eval()
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    others = [p for p in model.parameters() if p.ndim < 2]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0}], lr=args.rate, betas=(0.9, 0.98))
    log = args.log.open("w")

    def say(line: str) -> None:
        print(line, flush=True)
        print(line, file=log, flush=True)

    millions = sum(p.numel() for p in model.parameters()) / 1e6
    say(f"scenes {scenes.count}, validation {unseen.count}, vocabulary {shape.vocabulary}, {millions:.2f} M parameters, torch {torch.__version__}, seed {SEED}")
    batches = Batches(scenes, args.batch, 2, shape.end, SEED)
    began, step, best = time.monotonic(), 0, {}
    while True:
        progress = max(step / args.steps, (time.monotonic() - began) / 60 / args.minutes)
        if progress >= 1:
            break
        rate = args.rate * min(1, step / 150) * (0.5 + 0.5 * math.cos(math.pi * progress)) + 1e-6
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = batches.next()
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            places = model.vision(batch["pixels"])
            images, texts = model.head(places), model.text(batch["ids"])
            spoken = caption_loss(model, places, batch["alt"], shape.end)
            facts = fact_losses(model, places, batch)
        contrast, agree = contrast_losses(model, images, texts, batch["matches"])
        loss = contrast + 0.3 * agree + spoken + 0.3 * facts
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        follow(average, model, min(0.997, (1 + step) / (20 + step)))
        step += 1
        if step % 100 == 0 or step == 5:
            seconds = time.monotonic() - began
            say(
                f"step {step} {seconds:.0f}s {step * args.batch / seconds:.0f} img/s progress {progress:.3f} loss {loss.item():.3f} "
                f"contrast {contrast.item():.3f} match {agree.item():.3f} caption {spoken.item():.3f} facts {facts.item():.3f}"
            )
        if step % 400 == 0:
            best = measure(average, unseen, tokenizer, shape)
            say(f"unseen {json.dumps(best)}")
            torch.save({"shape": shape.__dict__, "weights": average.state_dict(), "step": step, "measured": best}, args.data / "checkpoint.tmp")
            (args.data / "checkpoint.tmp").replace(args.data / "checkpoint.pt")
    best = measure(average, unseen, tokenizer, shape, count=1000)
    say(f"final after {step} steps, {(time.monotonic() - began) / 60:.1f} minutes, 1000 unseen {json.dumps(best)}")
    torch.save({"shape": shape.__dict__, "weights": average.state_dict(), "step": step, "measured": best}, args.data / "checkpoint.tmp")
    (args.data / "checkpoint.tmp").replace(args.data / "checkpoint.pt")


if __name__ == "__main__":
    main()
