import Database from 'better-sqlite3'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockLibrary } from '../../electron/store/database/lock.ts'
import { openStore } from '../../electron/store/store.ts'
import { quoted } from '../../electron/store/text.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

const now = '2026-01-02T03:04:05.000Z'

function photoIn(store: ReturnType<typeof openStore>, path: string, seed = 1): number {
  const folder = store.folders.add('/photos', [], now)
  const file = store.files.add(folder.id, 'photo', { path, sizeBytes: 1, mtimeMs: 1, inode: path })
  const photo = store.photos.add(Buffer.alloc(32, seed), now)
  store.files.setPhoto(file, photo, 'original', Buffer.alloc(32, seed))
  return photo
}

describe('the library file', () => {
  it('is refused when a newer version wrote it', () => {
    const home = temporaryFolder()
    openStore(home).close()
    const db = new Database(join(home, 'library.db'))
    db.pragma('user_version = 999')
    db.close()

    expect(() => openStore(home)).toThrow(expect.objectContaining({ code: 'library-newer' }))
  })

  it('is set aside when damaged, never dropped, and a new one begun', () => {
    const home = temporaryFolder()
    openStore(home).close()
    writeFileSync(join(home, 'library.db'), Buffer.alloc(8192, 7))

    const store = openStore(home)
    const setAside = store.setAside ?? ''
    store.close()

    expect(existsSync(setAside)).toBe(true)
    expect(readdirSync(home).filter((name) => name.includes('damaged'))).toHaveLength(1)
  })

  it('is checked as a whole after an unclean stop', () => {
    const home = temporaryFolder()
    const store = openStore(home)
    for (let index = 0; index < 300; index += 1) photoIn(store, `/photos/${index}.jpg`, index % 250)
    store.settings.set('running', '1')
    store.close()
    const db = new Database(join(home, 'library.db'))
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.close()
    // Zeroes pages in the middle, which opening alone does not notice.
    const { openSync, writeSync, closeSync } = process.getBuiltinModule('node:fs')
    const file = openSync(join(home, 'library.db'), 'r+')
    writeSync(file, Buffer.alloc(4096 * 6), 0, 4096 * 6, 4096 * (pages - 8))
    closeSync(file)

    const again = openStore(home)

    expect(again.setAside).toBeDefined()
    again.close()
  })

  it('is indexed by one at a time', () => {
    const home = temporaryFolder()
    const unlock = lockLibrary(home)

    expect(lockLibrary(home)).toBeUndefined()
    unlock?.()
    const again = lockLibrary(home)
    expect(again).toBeDefined()
    again?.()
  })
})

describe("a photo's number", () => {
  it('is never used again, whatever was removed and however often the library was opened since', () => {
    const home = temporaryFolder()
    const first = openStore(home)
    const add = (store: typeof first): number => store.photos.add(Buffer.alloc(32, 1), now)
    const given = [add(first), add(first), add(first)]
    for (const id of given.toReversed()) first.photos.remove(id)
    given.push(add(first))
    first.photos.remove(given.at(-1) ?? 0)
    first.close()
    const again = openStore(home)
    given.push(add(again), add(again))
    again.close()

    expect(new Set(given).size).toBe(given.length)
  })
})

describe('captions', () => {
  it('never overwrite each other; a person wins, then the file, then the newest machine text', () => {
    const store = openStore(temporaryFolder())
    const photo = photoIn(store, '/photos/a.jpg')
    const current = (): string | undefined => store.captions.current([photo], 'alt').get(photo)?.text
    const seen: (string | undefined)[] = []
    for (const [source, text] of [
      ['machine', 'm1'],
      ['machine', 'm2'],
      ['imported', 'i'],
      ['human', 'h1'],
      ['machine', 'm3'],
      ['human', 'h2'],
    ] as const) {
      store.captions.add({ photoId: photo, kind: 'alt', source, text }, now)
      seen.push(current())
    }

    expect(seen).toEqual(['m1', 'm2', 'i', 'h1', 'h1', 'h2'])
    expect(store.captions.history(photo).map((row) => row.text)).toEqual(['h2', 'm3', 'h1', 'i', 'm2', 'm1'])
    store.close()
  })
})

describe('work', () => {
  it('is given out newest first, commits the attempt, and is counted once when finished', () => {
    const store = openStore(temporaryFolder())
    for (const target of [1, 2, 3]) store.work.add('look', target)
    store.work.add('look', 2)

    const claims = store.work.claim('look', 2, 0)
    for (const claim of claims) store.work.finish(claim)
    for (const claim of claims) store.work.finish(claim)

    expect(claims.map(({ target, attempts }) => [target, attempts])).toEqual([
      [3, 1],
      [2, 1],
    ])
    expect(store.work.counts()).toEqual({
      waiting: [{ stage: 'look', state: 'queued', count: 1 }],
      completed: [{ stage: 'look', count: 2 }],
    })
    store.close()
  })

  it('runs suspects alone after a death, and sets aside who dies alone twice before a witness', () => {
    const store = openStore(temporaryFolder())
    for (const target of [1, 2]) store.work.add('look', target)
    store.work.claim('look', 5, 0)
    expect(store.work.recover(true)).toEqual([])
    const quarantined: number[] = []
    for (let death = 0; death < 2; death += 1) {
      for (;;) {
        const [claim] = store.work.claim('look', 5, 0)
        if (claim === undefined) throw new Error('the culprit vanished')
        if (claim.target === 1) break
        store.work.finish(claim)
      }
      quarantined.push(...store.work.recover(true).map(({ target }) => target))
    }

    expect(quarantined).toEqual([1])
    expect(store.work.claim('look', 5, 0)).toEqual([])
    store.close()
  })

  it('does not blame a photo for a program that was killed from outside', () => {
    const store = openStore(temporaryFolder())
    store.work.add('look', 1)
    for (let kill = 0; kill < 8; kill += 1) {
      expect(store.work.claim('look', 1, 0)).toHaveLength(1)
      expect(store.work.recover(false)).toEqual([])
    }
    store.close()
  })

  it('waits before a passing failure is tried again, and for a person after a lasting one', () => {
    const store = openStore(temporaryFolder())
    for (const target of [1, 2]) store.work.add('read', target)
    const [second, first] = store.work.claim('read', 2, 0)
    if (first === undefined || second === undefined) throw new Error('both were queued')
    store.work.fail(first, true, 1000)
    store.work.fail(second, false, 1000)

    expect(store.work.wakeFailed(1000)).toBe(0)
    expect(store.work.wakeFailed(61_000)).toBe(1)
    expect(store.work.retry('read', 2)).toBe(1)
    expect(store.work.claim('read', 5, 61_000).map(({ target }) => target)).toEqual([2, 1])
    store.close()
  })

  it('does not wait for a year because a clock was a year ahead when it failed', () => {
    const store = openStore(temporaryFolder())
    const [day, now] = [86_400_000, 1_790_000_000_000]
    store.work.add('read', 1)
    const [claim] = store.work.claim('read', 1, now + 365 * day)
    if (claim === undefined) throw new Error('it was queued')
    store.work.fail(claim, true, now + 365 * day)

    expect(store.work.wakeFailed(now)).toBe(1)
    expect(store.work.claim('read', 5, now)).toHaveLength(1)
    store.close()
  })
})

describe('full text', () => {
  it.each([`he said "hi"`, `a* OR b`, `NEAR(a b)`, `"`, `{words}: x`, `-a`, `__proto__`, 'a\0b'])(
    'takes %j as words, not as syntax',
    (words) => {
      const store = openStore(temporaryFolder())

      expect(() => store.text.find(quoted(words), 5)).not.toThrow()
      store.close()
    },
  )

  it('finds words without their accents', () => {
    const store = openStore(temporaryFolder())
    const photo = photoIn(store, '/photos/a.jpg')
    store.text.put(photo, {
      words: 'Ein Mädchen in Reykjavík',
      names: '',
      folders: '',
      keywords: '',
      places: '',
      camera: '',
    })

    expect(store.text.find(quoted('madchen'), 5)).toHaveLength(1)
    expect(store.text.fieldsOf(quoted('reykjavik'), [photo])).toEqual(new Map([[photo, ['words']]]))
    store.close()
  })
})

describe('vectors', () => {
  it('of different models never mix, and replacing one leaves no trace', () => {
    const store = openStore(temporaryFolder())
    const photo = photoIn(store, '/photos/a.jpg')
    const [old, fresh] = [store.vectors.open('a', '1', 8), store.vectors.open('a', '2', 8)]
    old.put(photo, new Float32Array([1, 0, 0, 0, 0, 0, 0, 0]))
    old.put(photo, new Float32Array([0, 1, 0, 0, 0, 0, 0, 0]))

    expect([old.count(), fresh.count()]).toEqual([1, 0])
    expect(old.nearest(new Float32Array([0, 1, 0, 0, 0, 0, 0, 0]), 5)).toEqual([{ id: photo, cosine: 1 }])
    expect(fresh.nearest(new Float32Array([0, 1, 0, 0, 0, 0, 0, 0]), 5)).toEqual([])
    store.close()
  })
})
