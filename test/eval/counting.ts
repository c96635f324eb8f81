/**
 * @file Numbers of things, asked of a library of drawn scenes that the demo pack has seen and described: whether "two
 * dogs" has those with two first, and what "no dogs" leaves. The drawn world knows how many of each it drew.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import type { InstalledPack } from '../../electron/inference/pack/pack.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { openStore } from '../../electron/store/store.ts'
import type { Scene } from '../../models/demo/scenes/scene.ts'
import { subjects, wordsOfSubject, type Subject } from '../../models/demo/scenes/vocabulary.ts'
import { factsOn } from '../bench/synthetic-library.ts'
import type { Seen } from './measure-packs.ts'

const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
const now = '2026-01-01T00:00:00.000Z'
/** Fewer photos with that number say nothing of an order. */
const fewestRight = 3
const numberWords = ['no', 'one', 'two', 'three'] as const

export interface CountingScores {
  readonly questions: number
  /** Of as many photos as have the number, at the top of the answer: the share that has it. By the fused score alone, too. */
  readonly atTop: number
  readonly atTopByScore: number
  /** Of the photos that have the number, the share in the answer. */
  readonly found: number
  /** "no dogs": of what is left, the share without; and of what is without, the share left. */
  readonly without: { readonly questions: number; readonly precision: number; readonly recall: number }
}

/** A library of these scenes as the pack's own look left it. */
function fill(folder: string, scenes: readonly Scene[], seen: Seen, pack: InstalledPack['pack']): readonly number[] {
  const store = openStore(folder)
  const root = store.folders.add('/scenes', [], now)
  const table = store.vectors.open(pack.id, pack.revision, seen.dims)
  const ids = store.transaction(() =>
    scenes.map((scene, index) => {
      const photo = store.photos.add(Buffer.from(`scene ${scene.seed}`), now)
      const file = { path: `/scenes/${index}.jpg`, sizeBytes: 1, mtimeMs: 0, inode: `1:${index}` }
      store.files.setPhoto(store.files.add(root.id, 'photo', file), photo, 'original', Buffer.alloc(32, index))
      const look = { format: 'jpeg', width: 4, height: 3, placeholder: Buffer.alloc(8), signature: Buffer.alloc(32) }
      store.photos.setLook(photo, { ...look, warning: undefined }, now)
      store.photos.setFacts(photo, factsOn(new Date(Date.UTC(2020, 0, 1 + index))))
      const text = seen.captions[index] ?? ''
      store.captions.add({ photoId: photo, kind: 'alt', source: 'human', text }, now)
      store.text.put(photo, { words: text, names: '', folders: '', keywords: '', places: '', camera: '' })
      table.put(photo, seen.images.subarray(index * seen.dims, (index + 1) * seen.dims))
      return photo
    }),
  )
  store.settings.set('packs.set', 'demo')
  store.close()
  return ids
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

/** @param packFolder where the demo's packs lie */
export async function measureCounting(
  scenes: readonly Scene[],
  seen: Seen,
  pack: InstalledPack['pack'],
  packFolder: string,
): Promise<CountingScores> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-counting-'))
  const ids = fill(folder, scenes, seen, pack)
  const sceneOf = new Map(ids.map((id, index) => [id, scenes[index]]))
  const library = openLibrary({ folder, packFolders: [packFolder], cataloguePath: cataloguePath(), threadUrl })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  const holds = (id: number, kind: Subject, count?: number): boolean =>
    sceneOf.get(id)?.subjects.some((each) => each.kind === kind && (count ?? each.count) === each.count) ?? false
  const sums = { questions: 0, top: 0, byScore: 0, found: 0, withoutQuestions: 0, precision: 0, recall: 0 }
  try {
    for (const kind of subjects) {
      const [singular, plural] = wordsOfSubject(kind).names[0]
      for (const count of [1, 2, 3]) {
        const right = ids.filter((id) => holds(id, kind, count))
        if (right.length < fewestRight) continue
        const words = `${numberWords[count] ?? ''} ${count === 1 ? singular : plural}`
        const { hits } = await client.search.query({ words, limit: 1000 })
        const top = (order: typeof hits): number =>
          share(order.slice(0, right.length).filter(({ photo }) => holds(photo.id, kind, count)).length, right.length)
        sums.questions += 1
        sums.top += top(hits)
        sums.byScore += top(hits.toSorted((a, b) => b.score - a.score))
        sums.found += share(hits.filter(({ photo }) => holds(photo.id, kind, count)).length, right.length)
      }
      const { hits } = await client.search.query({ words: `no ${plural}`, limit: 1000 })
      const without = ids.filter((id) => !holds(id, kind))
      const left = hits.filter(({ photo }) => !holds(photo.id, kind)).length
      sums.withoutQuestions += 1
      sums.precision += share(left, hits.length)
      sums.recall += share(left, without.length)
    }
  } finally {
    await library.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const { questions, withoutQuestions } = sums
  return {
    questions,
    atTop: share(sums.top, questions),
    atTopByScore: share(sums.byScore, questions),
    found: share(sums.found, questions),
    without: {
      questions: withoutQuestions,
      precision: share(sums.precision, withoutQuestions),
      recall: share(sums.recall, withoutQuestions),
    },
  }
}
