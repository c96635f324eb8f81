/** The picture that the fixtures' scripts draw under the same number: RGB, square. */
export function drawPhoto(photo: number, size = 32): Uint8Array {
  return Uint8Array.from(
    { length: size * size * 3 },
    (_, i) => (i * (37 + 2 * photo) + Math.floor(i / 7) * (photo + 3) + ((i * i) % 251)) % 256,
  )
}
