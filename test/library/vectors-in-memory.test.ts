import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Inference } from '../../electron/inference/thread/engine-client.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { choosePacks, loadPacks } from '../../electron/library/packs/active-packs.ts'
import { openStore } from '../../electron/store/store.ts'
import { maxNeighbours } from '../../electron/store/vectors/vectors.ts'
import { fillLibrary } from '../bench/synthetic-library.ts'
import { demoPacks, temporaryFolder } from './open-test-library.ts'

/** Says that everything was loaded; the vectors are there already. */
function loadingInference(loaded: { id: string; revision: string; dims: number }): Inference {
  const embedding = { ...loaded, provider: 'cpu' as const, reason: '' }
  // Packs are only loaded here; nothing is asked of them.
  return { load: () => Promise.resolve({ embedding, problems: [] }) } as Partial<Inference> as Inference
}

describe('the vectors of the pack that answers', () => {
  it('are in memory once packs are loaded, so that a long filter loses nothing', async () => {
    const folder = temporaryFolder()
    const { pack } = await readPack(join(demoPacks, 'embedding'))
    if (pack.task !== 'embedding') throw new Error('the demo pack has another shape')
    const count = 2 * maxNeighbours + 2
    fillLibrary(folder, { count, pack })
    const store = openStore(folder)
    const table = store.vectors.open(pack.id, pack.revision, pack.dims)
    const query = table.get(1) ?? new Float32Array(pack.dims)
    const nearest = table.nearest(query, maxNeighbours).map(({ id }) => id)
    const others = Array.from({ length: count }, (_, index) => index + 1).filter((id) => !nearest.includes(id))

    const before = table.nearest(query, 50, { among: others })
    const packs = await loadPacks(loadingInference(pack), await choosePacks([demoPacks], store, 'demo'), store)
    await packs.answeringVectors?.packed()
    const after = packs.answeringVectors?.nearest(query, 50, { among: others })
    store.close()

    expect(before).toEqual([])
    expect(after).toHaveLength(50)
  })
})
