import sharp from 'sharp'

/** A picture of an address, to be read. */
export async function drawAddress(path: string, address = 'www.example.org'): Promise<void> {
  const letters = await sharp({ text: { text: address, font: 'DejaVu Sans 36', rgba: true } })
    .png()
    .toBuffer()
  await sharp({ create: { width: 640, height: 320, channels: 3, background: '#fff' } })
    .composite([{ input: letters }])
    .png()
    .toFile(path)
}
