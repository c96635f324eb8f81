import type { Source } from '../file/source.ts'

/** Boxes at the top of a real file: a handful; a fragmented movie has thousands, whose heads we will not all read. */
const maxTopBoxes = 64

/**
 * The first box of a type at the top level of an ISO base media file, read without the media data around it: 'moov'
 * and Samsung's 'meta' often come last. `accepts` is asked with the first bytes of its payload. `undefined` where there is none within bounds.
 */
export async function readTopBox(
  source: Source,
  type: string,
  maxBytes: number,
  accepts: (start: Buffer) => boolean = () => true,
): Promise<{ at: number; box: Buffer; payload: Buffer } | undefined> {
  let at = 0
  for (let count = 0; count < maxTopBoxes && at + 8 <= source.sizeBytes; count++) {
    const head = await source.read(at, 16)
    if (head.length < 16) return undefined
    const short = head.readUInt32BE(0)
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? source.sizeBytes - at : short
    if (size < 8) return undefined
    const payloadAt = short === 1 ? 16 : 8
    if (head.toString('latin1', 4, 8) === type && accepts(await source.read(at + payloadAt, 8))) {
      if (size > maxBytes) return undefined
      const box = await source.read(at, size)
      return { at, box, payload: box.subarray(payloadAt) }
    }
    at += size
  }
  return undefined
}
