import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { initSync, JxlImage } from 'jxl-oxide-wasm'

let started: Promise<void> | undefined

/** Once a process: the module is 1.8 MB, its memory grows with the largest picture and stays. */
async function start(): Promise<void> {
  // The package exports its wasm to importers only; its manifest lies beside it.
  const manifest = createRequire(import.meta.url).resolve('jxl-oxide-wasm/package.json')
  const module = await readFile(join(dirname(manifest), 'jxl_oxide_wasm_bg.wasm'))
  initSync({ module })
}

/**
 * Decodes a JPEG XL picture into a PNG in sRGB, as far as its bytes go. `refuse` is asked with the declared size before
 * anything is decoded, and throws. Throws `Error` for damage.
 */
export async function jxlToPng(
  bytes: Buffer,
  refuse: (size: { readonly width: number; readonly height: number }) => void,
): Promise<Buffer> {
  await (started ??= start())
  const image = new JxlImage()
  try {
    image.forceSrgb = true
    image.feedBytes(bytes)
    if (!image.tryInit()) throw new Error('the header is incomplete')
    refuse({ width: image.width ?? 0, height: image.height ?? 0 })
    // Encoding takes the picture's memory with it.
    return Buffer.from(image.render().encodeToPng())
  } finally {
    image.free()
  }
}
