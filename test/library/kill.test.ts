import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { getLoadablePath } from 'sqlite-vec'
import { describe, expect, it } from 'vitest'
import { killFamily } from '../processes.ts'
import { createRandom } from '../random.ts'
import { drawPicture, putFile, putPictures, temporaryFolder, tinyPacks } from './open-test-library.ts'

const cli = fileURLToPath(new URL('../../electron/cli.ts', import.meta.url))

interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Runs the command line; once `home` has that many steps of work done, it is killed with all that it started. */
async function sightline(words: readonly string[], kill?: { home: string; atSteps: number }): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...words], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (text: Buffer) => (output += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (kill !== undefined && (await hasDone(kill, ended))) killFamily(child)
  return { code: await ended, output }
}

/** Whether that many steps were done before the program ended. */
async function hasDone({ home, atSteps }: { home: string; atSteps: number }, ended: Promise<unknown>) {
  const isOver = ended.then(() => true)
  const db = new Database(join(home, 'library.db'), { readonly: true })
  try {
    const steps = db.prepare<[], number>('SELECT coalesce(sum(count), 0) FROM completions').pluck()
    while ((steps.get() ?? 0) < atSteps) if (await Promise.race([isOver, nextLook().then(() => false)])) return false
    return true
  } finally {
    db.close()
  }
}

/** A step takes some milliseconds. */
const nextLook = (): Promise<unknown> => setTimeout(2)

async function libraryWithPacks(): Promise<string> {
  const home = temporaryFolder()
  for (const pack of ['tiny-clip', 'tiny-captioner'])
    expect((await sightline(['packs', 'import', join(tinyPacks, pack), '--library', home])).code).toBe(0)
  return home
}

/** Everything that indexing makes, without ids and times. */
function stateOf(home: string): Record<string, unknown> {
  const db = new Database(join(home, 'library.db'), { readonly: true })
  try {
    db.loadExtension(getLoadablePath())
    const rows = (sql: string): unknown[] => db.prepare(sql).all()
    const vectors = db
      .prepare<[], { path: string; embedding: Buffer }>(
        `SELECT files.path AS path, embedding FROM vectors_1 JOIN files ON files.photo_id = vectors_1.photo_id ORDER BY path`,
      )
      .all()
      .map(({ path, embedding }) => ({
        path,
        // The size of a batch may change the last digits.
        vector: Array.from({ length: embedding.length / 4 }, (_, index) =>
          embedding.readFloatLE(index * 4).toFixed(4),
        ).join(),
      }))
    return {
      files: rows(`SELECT path, kind, role, hex(sha256) AS sha, photo_id IS NULL AS orphan FROM files ORDER BY path`),
      photos: rows(
        `SELECT path, hex(pixels) AS pixels, format, width, height, taken_local, hex(placeholder) AS placeholder FROM photos JOIN files ON photo_id = photos.id ORDER BY path`,
      ),
      captions: rows(
        `SELECT path, text, source, model, stale FROM captions JOIN files USING (photo_id) ORDER BY path, text`,
      ),
      problems: rows(`SELECT path, stage, code FROM problems ORDER BY path`),
      waiting: rows(`SELECT stage, count(*) AS count FROM work WHERE state IN ('queued', 'running') GROUP BY stage`),
      completions: rows(`SELECT stage, count FROM completions ORDER BY stage`),
      found: rows(
        `SELECT path FROM photo_text JOIN files ON photo_id = photo_text.rowid WHERE photo_text MATCH 'jpg' ORDER BY path`,
      ),
      vectors,
    }
  } finally {
    db.close()
  }
}

describe('a program killed at any moment', () => {
  it('ends in the same state, with nothing done twice, after twenty kills', { timeout: 300_000 }, async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 60)
    await putPictures(join(photos, 'more'), 20, 200)
    putFile(join(photos, 'broken.jpg'), 'no picture')
    putFile(join(photos, 'copy.jpg'), await drawPicture({ seed: 1 }))
    const calm = await libraryWithPacks()
    const index = ['index', photos, '--pack', 'tiny', '--library']
    expect((await sightline([...index, calm])).code).toBe(0)
    const wanted = stateOf(calm)

    const random = createRandom('kills')
    let hunted = await libraryWithPacks()
    let kills = 0
    let steps = 0
    while (kills < 20) {
      // A step further or a dozen; now and then none at all, while it still starts.
      steps += Math.floor(random() * 13)
      const { code } = await sightline([...index, hunted], { home: hunted, atSteps: steps })
      if (code === null) {
        kills += 1
        continue
      }
      // It escaped and finished: what the kills before left behind must have come right, and the hunt goes on afresh.
      expect(stateOf(hunted)).toEqual(wanted)
      hunted = await libraryWithPacks()
      steps = 0
    }
    const last = await sightline([...index, hunted])

    expect(last).toMatchObject({ code: 0 })
    expect(stateOf(hunted)).toEqual(wanted)
    expect(readdirSync(hunted).filter((name) => name.includes('damaged'))).toEqual([])
  })
})

describe('a photo that kills the engine', () => {
  it('twice is set aside by name, and every other photo is done', { timeout: 120_000 }, async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 12)
    putFile(join(photos, 'killer.jpg'), await drawPicture({ seed: 99 }))
    const home = await libraryWithPacks()
    const killing = fileURLToPath(new URL('./killed-by-a-photo.ts', import.meta.url))

    const child = spawn(process.execPath, [killing, home, photos], { stdio: ['ignore', 'inherit', 'inherit'] })
    const code = await new Promise((resolve) => child.once('exit', resolve))

    expect(code).toBe(0)
    const { problems, photos: seen } = stateOf(home) as {
      problems: { path: string; code: string }[]
      photos: { path: string; width: number | null }[]
    }
    expect(problems.filter((each) => each.code === 'crashed').map((each) => basename(each.path))).toEqual([
      'killer.jpg',
    ])
    expect(seen.filter((photo) => photo.width === null).map((photo) => basename(photo.path))).toEqual(['killer.jpg'])
  })
})
