import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

/** Root may read everything: somebody else looks meanwhile. */
async function asSomebodyElse(act: () => Promise<unknown>): Promise<void> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    await act()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

it.skipIf(process.platform === 'win32')(
  'a file that may be read again is read at the next run, without being asked for by name',
  async () => {
    const photos = temporaryFolder()
    const { client } = openTestLibrary(temporaryFolder())
    // The library's own files are written and open from here on.
    await client.index.run({ folders: [photos] })
    await putPictures(photos, 2)
    chmodSync(photos, 0o755)
    chmodSync(join(photos, '0.jpg'), 0)
    await asSomebodyElse(() => client.index.run({}))
    const { errors } = await client.library.errors({})

    chmodSync(join(photos, '0.jpg'), 0o644)
    await asSomebodyElse(() => client.index.run({}))

    expect(errors).toMatchObject([{ path: join(photos, '0.jpg'), code: 'unreadable' }])
    expect((await client.library.errors({})).errors).toEqual([])
    expect((await client.photos.list({})).photos).toHaveLength(2)
  },
)

it.skipIf(process.platform === 'win32')(
  'a folder that may be opened again is looked through at the next run',
  async () => {
    const photos = temporaryFolder()
    const { client } = openTestLibrary(temporaryFolder())
    // The library's own files are written and open from here on.
    await client.index.run({ folders: [photos] })
    await putPictures(join(photos, 'locked'), 2)
    chmodSync(photos, 0o755)
    chmodSync(join(photos, 'locked'), 0)
    await asSomebodyElse(() => client.index.run({}))
    const { errors } = await client.library.errors({})

    chmodSync(join(photos, 'locked'), 0o755)
    await asSomebodyElse(() => client.index.run({}))

    expect(errors).toMatchObject([{ path: join(photos, 'locked') }])
    expect((await client.library.errors({})).errors).toEqual([])
    expect((await client.photos.list({})).photos).toHaveLength(2)
  },
)
