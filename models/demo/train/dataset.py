"""Reads what make-training-data.ts wrote, and draws batches from it."""

import json
import threading
from collections import defaultdict
from pathlib import Path
from queue import Queue

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

HEIGHT, WIDTH, TEXTS, SLOTS = 96, 128, 16, 3


def pad_slots(rows: list[list[int]]) -> list[list[int]]:
    return rows + [[-1, -1, -1, -1]] * (SLOTS - len(rows))


class Scenes:
    """Pixels, sentences and facts of one set; everything stays in memory."""

    def __init__(self, folder: Path, names: list[str], tokenizer: Tokenizer, context: int = 64) -> None:
        lines = [json.loads(line) for name in names for line in (folder / f"{name}.jsonl").open()]
        raw = [np.fromfile(folder / f"{name}.rgb", np.uint8).reshape(-1, HEIGHT, WIDTH, 3) for name in names]
        self.pixels = np.concatenate(raw)
        self.count = len(lines)
        assert len(self.pixels) == self.count
        self.alt = [line["alt"] for line in lines]
        self.texts = [[text["text"] for text in line["texts"]] for line in lines]
        self.place = np.array([line["place"] for line in lines], np.int64)
        self.subjects = np.array([pad_slots(line["subjects"]) for line in lines], np.int64)
        self.text_place = np.array([[text["place"] for text in line["texts"]] for line in lines], np.int64)
        self.text_subjects = np.array([[pad_slots(text["subjects"]) for text in line["texts"]] for line in lines], np.int64)
        flat = [text for row in self.texts for text in row]
        self.text_ids = encode(tokenizer, flat, context).reshape(self.count, TEXTS, context)
        self.alt_ids = encode(tokenizer, self.alt, context)
        self.alike = defaultdict(list)
        for index in range(self.count):
            self.alike[int(self.subjects[index, 0, 0])].append(index)
            self.alike[(int(self.place[index, 0]), int(self.subjects[index, 0, 0]))].append(index)


def encode(tokenizer: Tokenizer, texts: list[str], context: int) -> np.ndarray:
    pad = tokenizer.token_to_id("<|endoftext|>")
    out = np.full((len(texts), context), pad, np.int32)
    for row, encoding in enumerate(tokenizer.encode_batch(texts)):
        ids = encoding.ids[:context]
        out[row, : len(ids)] = ids
    return out


def trim(ids: np.ndarray, end: int) -> Tensor:
    """Cuts the columns in which every row is past its end token."""
    lengths = (ids == end).argmax(1) + 1
    return torch.from_numpy(ids[:, : int(lengths.max())].astype(np.int64))


def satisfied(text_place: np.ndarray, text_subjects: np.ndarray, place: np.ndarray, subjects: np.ndarray) -> np.ndarray:
    """[scenes, texts]: is each text true of each scene? The same rules as `isSatisfiedBy` in facts.ts."""
    said = text_place[None]
    ok = ((said == -1) | (said == place[:, None])).all(-1)
    fact, real = text_subjects[None, :, :, None, :], subjects[:, None, None, :, :]
    equal = (fact == real) | (fact == -1)
    each = equal.all(-1)
    silent = text_subjects[None, :, :, 0] == -1
    ok &= (each.any(-1) | silent).all(-1)
    relates = (text_subjects[:, :, 3] != -1).any(-1)[None]
    return ok & (each[:, :, 0, 0] | ~relates)


def augment(pixels: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Small shifts, exposure and grain; no mirror, since left and right have meaning."""
    count = len(pixels)
    padded = np.pad(pixels, ((0, 0), (4, 4), (5, 5), (0, 0)), mode="edge")
    out = np.empty((count, 3, HEIGHT, WIDTH), np.float32)
    tops, lefts = random.integers(0, 9, count), random.integers(0, 11, count)
    for row in range(count):
        cut = padded[row, tops[row] : tops[row] + HEIGHT, lefts[row] : lefts[row] + WIDTH]
        out[row] = cut.transpose(2, 0, 1)
    gain = random.uniform(0.88, 1.12, (count, 1, 1, 1)) * random.uniform(0.97, 1.03, (count, 3, 1, 1))
    out *= gain.astype(np.float32)
    out += random.uniform(-10, 10, (count, 1, 1, 1)).astype(np.float32)
    return normalise(out)


def normalise(pixels: np.ndarray) -> np.ndarray:
    return pixels / np.float32(127.5) - np.float32(1)


def plain(pixels: np.ndarray) -> Tensor:
    chw = np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)).astype(np.float32)
    return torch.from_numpy(normalise(chw)).to(memory_format=torch.channels_last)


def pick_scenes(scenes: Scenes, size: int, random: np.random.Generator) -> np.ndarray:
    """Half at random; to each of these one with the same main subject, every other one in the same place too."""
    anchors = random.integers(0, scenes.count, size // 2)
    partners = []
    for row, anchor in enumerate(anchors):
        kind = int(scenes.subjects[anchor, 0, 0])
        key = (int(scenes.place[anchor, 0]), kind) if row % 2 == 0 else kind
        partners.append(scenes.alike[key][random.integers(0, len(scenes.alike[key]))])
    chosen = np.unique(np.concatenate([anchors, np.array(partners)]))
    while len(chosen) < size:
        chosen = np.unique(np.append(chosen, random.integers(0, scenes.count, size - len(chosen))))
    return random.permutation(chosen)


class Batches:
    """Draws batches in a thread, so that the two cores do not wait for Python."""

    def __init__(self, scenes: Scenes, size: int, texts: int, end: int, seed: int) -> None:
        self.scenes, self.size, self.texts, self.end = scenes, size, texts, end
        self.random = np.random.default_rng(seed)
        self.queue: Queue = Queue(maxsize=3)
        threading.Thread(target=self._fill, daemon=True).start()

    def _fill(self) -> None:
        while True:
            self.queue.put(self._draw())

    def _draw(self) -> dict[str, Tensor]:
        s, random = self.scenes, self.random
        rows = pick_scenes(s, self.size, random)
        picks = np.stack([random.permutation(TEXTS)[: self.texts] for _ in rows])
        ids, matches = [], []
        for column in range(self.texts):
            at = (rows, picks[:, column])
            ids.append(s.text_ids[at])
            matches.append(torch.from_numpy(satisfied(s.text_place[at], s.text_subjects[at], s.place[rows], s.subjects[rows])))
        pixels = torch.from_numpy(augment(s.pixels[rows], random)).to(memory_format=torch.channels_last)
        return {
            "pixels": pixels,
            "ids": trim(np.concatenate(ids), self.end),
            "matches": torch.stack(matches),
            "alt": trim(s.alt_ids[rows], self.end),
            "place": torch.from_numpy(s.place[rows]),
            "subjects": torch.from_numpy(s.subjects[rows]),
        }

    def next(self) -> dict[str, Tensor]:
        return self.queue.get()
