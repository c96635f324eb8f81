/** What stands in a library's way, and what a person hears of it. */
import Database from 'better-sqlite3'
import { chmodSync, existsSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toErrorAnswer } from '../../electron/api/errors.ts'
import { lockLibrary } from '../../electron/store/database/lock.ts'
import { openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

async function indexed(count: number): Promise<{ home: string; photos: string }> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  await putPictures(photos, count)
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  await library.close()
  return { home, photos }
}

function damage(home: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(join(home, `library.db${suffix}`), { force: true })
  writeFileSync(join(home, 'library.db'), 'damaged beyond reading '.repeat(500))
}

describe('thumbnails that were lost', () => {
  it('come back with the next run, unasked', async () => {
    const { home } = await indexed(3)
    for (const name of readdirSync(home).filter((each) => each.startsWith('thumbnails.db'))) rmSync(join(home, name))
    const { client } = openTestLibrary(home)

    await client.index.run({})

    const db = new Database(join(home, 'thumbnails.db'), { readonly: true })
    expect(db.prepare('SELECT count(*) FROM thumbnails').pluck().get()).toBe(3)
    db.close()
  })
})

describe('a damaged database', () => {
  it('is set aside, kept, and named by status', async () => {
    const { home } = await indexed(1)
    damage(home)

    const { client } = openTestLibrary(home)

    const { setAside } = await client.library.status({})
    expect(setAside).toHaveLength(1)
    expect(existsSync(setAside[0] ?? '')).toBe(true)
  })

  it('is not taken from under another Sightline that indexes', async () => {
    const { home } = await indexed(1)
    damage(home)
    const unlock = lockLibrary(home)

    expect(() => openTestLibrary(home)).toThrow(expect.objectContaining({ code: 'library-damaged' }))

    expect(readdirSync(home).filter((name) => name.includes('.damaged-'))).toEqual([])
    unlock?.()
  })
})

describe.skipIf(process.platform === 'win32')('other users of the machine', () => {
  it('cannot read a library, also one that an older version left open', async () => {
    const { home } = await indexed(1)
    chmodSync(home, 0o755)
    chmodSync(join(home, 'library.db'), 0o644)

    const { client } = openTestLibrary(home)
    await client.albums.create({ name: 'Mine' })

    const modes = [home, join(home, 'library.db'), join(home, 'thumbnails.db'), join(home, 'human-work.jsonl')].map(
      (path) => (statSync(path).mode & 0o777).toString(8),
    )
    expect(modes).toEqual(['700', '600', '600', '600'])
  })

  it('cannot lead the side copy elsewhere with a link', async () => {
    const { home } = await indexed(1)
    const elsewhere = join(temporaryFolder(), 'theirs.txt')
    writeFileSync(elsewhere, 'theirs')
    rmSync(join(home, 'human-work.jsonl'))
    symlinkSync(elsewhere, join(home, 'human-work.jsonl'))

    const act = async () => {
      const { client } = openTestLibrary(home)
      await client.albums.create({ name: 'Mine' })
    }

    await expect(act()).rejects.toMatchObject({ code: 'unreadable' })
    expect(statSync(elsewhere).size).toBe('theirs'.length)
  })
})

describe('what the system reports', () => {
  const failing = (code: string): Error => Object.assign(new Error('as the system says it'), { code })

  it.each([
    ['SQLITE_FULL', 'disk-full', 'no room left'],
    ['ENOSPC', 'disk-full', 'no room left'],
    ['SQLITE_READONLY', 'library-read-only', 'read-only'],
    ['EACCES', 'library-forbidden', 'may not'],
    ['SQLITE_READONLY_DBMOVED', 'library-gone', 'no longer there'],
    ['SQLITE_CORRUPT_VTAB', 'library-damaged', 'damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'library-locked', 'Another program'],
  ])('%s is said in a sentence, also as a cause', (code, expected, words) => {
    for (const error of [failing(code), new Error('wrapped', { cause: failing(code) })]) {
      const answer = toErrorAnswer(error)
      expect(answer.code).toBe(expected)
      expect(answer.message).toContain(words)
      expect(answer.hint).not.toBe('')
    }
  })

  it('is an internal error where nobody foresaw it', () => {
    expect(toErrorAnswer(failing('EWEIRD')).code).toBe('internal')
  })
})
