/** The picture that make_fixtures.py draws under the same number: 32 × 32, RGB. */
export function drawPhoto(photo: number): Uint8Array {
  return Uint8Array.from(
    { length: 32 * 32 * 3 },
    (_, i) => (i * (37 + 2 * photo) + Math.floor(i / 7) * (photo + 3) + ((i * i) % 251)) % 256,
  )
}
