import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import { connect } from '../../electron/api/rpc.ts'
import { forkEngine, startEngineProcess } from '../../electron/transport/engine-process.ts'
import { drawPhotos } from '../browser/demo-library.ts'
import { scratchFolder } from '../browser/open-window.ts'
import { root } from '../import-graph.ts'
import { builtWindow } from '../made-once.ts'

describe('the build, made without the binary of Electron', () => {
  it('holds an engine and an inference thread that index photos and find them by meaning', async () => {
    await builtWindow()
    const photos = scratchFolder()
    await drawPhotos(photos, 6)
    const built = (name: string): URL => pathToFileURL(join(root, 'out', 'main', name))
    const engine = startEngineProcess({
      launch: (birth) =>
        forkEngine(
          built('engine.js'),
          JSON.stringify({
            library: scratchFolder(),
            packFolders: [fileURLToPath(new URL('../../models/demo', import.meta.url))],
            threadUrl: built('thread.js').href,
            ...birth,
          }),
        ),
      onEvent: () => undefined,
    })
    onTestFinished(() => engine.close())
    const client = connect(contract, engine.transport)

    const report = await client.index.run({ folders: [photos], pack: 'demo' })
    const [photo] = (await client.photos.list({})).photos
    const page = await client.search.query({ words: photo?.alt?.text ?? '' })
    const picture = await engine.picture(
      { kind: 'thumbnail', photo: photo?.id ?? page.hits[0]?.photo.id ?? fail() },
      AbortSignal.timeout(10_000),
    )

    expect(report.added).toBe(6)
    expect(page.mode).toBe('full')
    expect(page.hits[0]?.photo.id).toBe(photo?.id)
    expect(picture?.bytes?.length).toBeGreaterThan(1000)
  })
})

function fail(): never {
  throw new Error('nothing was indexed')
}
