import { describe, expect, it } from 'vitest'
import { basename } from 'node:path'
import { corpus, filesBelow } from '../media/corpus.ts'
import { openTestLibrary, temporaryFolder } from './open-test-library.ts'

describe.skipIf(corpus === undefined)('the whole corpus, real photos and torture files', () => {
  it(
    'is indexed to the last file; what is refused is explained; the second run opens nothing',
    { timeout: 300_000 },
    async () => {
      const root = corpus ?? ''
      const visible = filesBelow(root).filter(
        (path) =>
          !path
            .slice(root.length)
            .split('/')
            .some((part) => part.startsWith('.')),
      )
      const { client } = openTestLibrary(temporaryFolder())

      const first = await client.index.run({ folders: [root] })
      const second = await client.index.run({})
      const { files } = await client.library.status({})
      const { errors, total } = await client.library.errors({ limit: 10_000 })

      expect(first.found).toBe(visible.length)
      expect(files).toMatchObject({ found: visible.length, waiting: 0, refused: total })
      expect(errors.filter(({ path, reason, hint }) => hint === '' || !reason.includes(basename(path)))).toEqual([])
      expect(errors.filter(({ code }) => code === 'internal' || code === 'crashed')).toEqual([])
      expect(second.opened).toBe(first.opened)
      expect(second).toMatchObject({ added: 0, changed: 0, moved: 0, gone: 0 })

      const found = async (words: string): Promise<string[]> =>
        (await client.search.query({ words, limit: 500 })).hits.map((hit) => basename(hit.photo.path))
      expect(await found('camera:"IXUS 400"')).toContain('Canon IXUS 400.jpg')
      expect(await found('date:2019-06-15 file:date_plain')).toEqual(['date_plain.jpg'])
      expect(await found('photos taken in Kathmandu')).toHaveLength(11)
      expect(await found('type:heic')).not.toEqual([])
    },
  )
})
