/** From cosines to answers: what is a hit in a library of this size, and which captions a person should look at. */

/** Logistic curve of a pack's calibration: probability that a text matches a picture, from their cosine. */
export function matchProbability(cosine: number, calibration: { scale: number; bias: number }): number {
  return 1 / (1 + Math.exp(-(calibration.scale * cosine + calibration.bias)))
}

/** The cosine at which the curve reaches a probability: the inverse of `matchProbability`. */
export function cosineOfMatch(probability: number, calibration: { scale: number; bias: number }): number {
  return (Math.log(probability / (1 - probability)) - calibration.bias) / calibration.scale
}

/** Of this many photos a pack's cutoff is meant. */
const photosOfCutoff = 1000
/** So few come near a question by chance so seldom that nobody doubts them. */
const undoubted = 100

const tenfolds = (photos: number, of: number): number => Math.log10(Math.max(photos, undoubted) / of)

/**
 * The probability from which on a photo is a hit in a library of this size. The best of many false cosines grows with
 * the logarithm of their number (extreme values of a thin tail), so the same answer means less where there are more.
 */
export function cutoffAmong(
  photos: number,
  calibration: { scale: number; bias: number; cutoff: number; rise?: number | undefined },
): number {
  const rise = (calibration.rise ?? 0) * tenfolds(photos, photosOfCutoff)
  return matchProbability(cosineOfMatch(calibration.cutoff, calibration) + rise, calibration)
}

/** The cosine that a photo lacks among so many when its own text says otherwise; see `Calibration.witness`. */
export function doubtAmong(photos: number, witness: { readonly doubt: number } | undefined): number {
  return (witness?.doubt ?? 0) * tenfolds(photos, undoubted)
}

/** `agreement` is the probability that the caption matches its photo; absent when nothing could check it. */
export function captionNeedsReview(
  caption: { readonly confidence: number; readonly agreement?: number | undefined },
  limits: { readonly reviewBelow: number; readonly cutoff: number },
): boolean {
  if (caption.confidence < limits.reviewBelow) return true
  return caption.agreement !== undefined && caption.agreement < limits.cutoff
}
