/** Embedding checks what captioning proposes: the thresholds below which a person should look. */

/** Logistic curve of a pack's calibration: probability that a text matches a picture, from their cosine. */
export function matchProbability(cosine: number, calibration: { scale: number; bias: number }): number {
  return 1 / (1 + Math.exp(-(calibration.scale * cosine + calibration.bias)))
}

/** The cosine at which the curve reaches a probability: the inverse of `matchProbability`. */
export function cosineOfMatch(probability: number, calibration: { scale: number; bias: number }): number {
  return (Math.log(probability / (1 - probability)) - calibration.bias) / calibration.scale
}

/** `agreement` is the probability that the caption matches its photo; absent when nothing could check it. */
export function captionNeedsReview(
  caption: { readonly confidence: number; readonly agreement?: number | undefined },
  limits: { readonly reviewBelow: number; readonly cutoff: number },
): boolean {
  if (caption.confidence < limits.reviewBelow) return true
  return caption.agreement !== undefined && caption.agreement < limits.cutoff
}
