import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerPage } from '../../electron/transport/page.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

it('a picture whose asker has left costs nothing, and nobody else', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'large.jpg')
  writeFileSync(path, Buffer.alloc(100_000))
  const parts = {
    rendererFolder: folder,
    picture: () => Promise.resolve({ contentType: 'image/jpeg', etag: '1', path }),
  }
  const ask = (signal: AbortSignal): Promise<Response> =>
    answerPage(new Request('http://127.0.0.1/screen/1', { signal }), parts)

  const left = await ask(AbortSignal.abort())
  const waits = await ask(new AbortController().signal)

  expect(left.status).toBe(404)
  expect((await waits.arrayBuffer()).byteLength).toBe(100_000)
})
