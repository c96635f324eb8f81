"""Fits "does this photo match these words" on unseen scenes and sentences, and chooses what counts as no match."""

import numpy as np
from dataset import TEXTS, Scenes, satisfied

GALLERY = 300


def fit_sigmoid(cosine: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """Logistic regression, both classes weighing the same: Newton's method, halving steps that do not help."""
    weight = np.where(true, 0.5 / true.sum(), 0.5 / (~true).sum())
    signs = np.where(true, 1.0, -1.0)

    def cost(point: np.ndarray) -> float:
        return float((weight * np.logaddexp(0, -signs * (point[0] * cosine + point[1]))).sum() + 1e-6 * point[0] ** 2)

    point = np.array([10.0, -5.0])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(point[0] * cosine + point[1], -60, 60)))
        error, bend = weight * (p - true), weight * p * (1 - p)
        gradient = np.array([(error * cosine).sum() + 2e-6 * point[0], error.sum()])
        cross = (bend * cosine).sum()
        curve = np.array([[(bend * cosine**2).sum() + 2e-6, cross], [cross, bend.sum() + 1e-9]])
        step = np.linalg.solve(curve, gradient)
        while cost(point - step) > cost(point) and np.abs(step).max() > 1e-9:
            step = step / 2
        point = point - step
        if np.abs(step).max() < 1e-6:
            break
    return float(point[0]), float(point[1])


def libraries(scenes: Scenes, images: np.ndarray, texts: np.ndarray, columns: np.ndarray):
    """Yields, per library of 300: [photos, texts] cosines and truths, over sentences of all scenes."""
    at = (np.repeat(np.arange(scenes.count), columns.shape[1]), columns.reshape(-1))
    for first in range(0, scenes.count - GALLERY + 1, GALLERY):
        rows = slice(first, first + GALLERY)
        true = satisfied(scenes.text_place[at], scenes.text_subjects[at], scenes.place[rows], scenes.subjects[rows])
        yield images[rows] @ texts.T, true


def calibrate(scenes: Scenes, images: np.ndarray, embed, keep: float = 0.92) -> dict:
    random = np.random.default_rng(5)
    columns = np.stack([random.permutation(TEXTS)[:3] for _ in range(scenes.count)])
    texts = embed([scenes.texts[row][column] for row in range(scenes.count) for column in columns[row]])
    cosines, truths, right, wrong, shares = [], [], [], [], []
    for cosine, true in libraries(scenes, images, texts, columns):
        answerable = true.any(0)
        shares.append(true[:, answerable].mean())
        # Of all the false pairs a tenth is plenty; the true ones all count.
        some = true | (random.random(true.shape) < 0.1)
        cosines.append(cosine[some])
        truths.append(true[some])
        right.append(np.where(true, cosine, -1).max(0)[answerable])
        wrong.append(cosine.max(0)[~answerable])
    scale, bias = fit_sigmoid(np.concatenate(cosines), np.concatenate(truths))
    # Few photos of a library match a query; a probability that forgot this would always be near one.
    share = float(np.mean(shares))
    bias += np.log(share / (1 - share))
    kept, absent = np.sort(np.concatenate(right)), np.concatenate(wrong)
    threshold = float(kept[int(len(kept) * (1 - keep))])
    curve = {share: round(float((absent >= kept[int(len(kept) * (1 - share))]).mean()), 3) for share in (0.8, 0.9, 0.92, 0.95, 0.98)}
    return {
        "scale": scale,
        "bias": bias,
        "cutoff": float(1 / (1 + np.exp(-(scale * threshold + bias)))),
        "matching_share": share,
        "answerable_kept": float((kept >= threshold).mean()),
        "unanswerable_with_a_hit": float((absent >= threshold).mean()),
        "cosine_threshold": threshold,
        "unanswerable_with_a_hit_by_share_kept": curve,
    }
