/** Pictures of one size in bytes, whatever they show: size and time alone tell none from another. */

const [width, height] = [8, 8]
const headBytes = 54

/** An 8 × 8 BMP that shows `picture`; the same number gives the same bytes. */
export function pictureBytes(picture: number): Buffer {
  const bytes = Buffer.alloc(headBytes + width * height * 3)
  bytes.write('BM', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(headBytes, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  bytes.writeUInt32LE(width * height * 3, 34)
  let state = (picture + 1) * 0x9e3779b1
  for (let at = headBytes; at < bytes.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}
