import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isReachable, scanFolder, type ScannedFile, type ScanProblem } from '../../electron/watch/scan.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'scan-'))
})
afterEach(async () => {
  await chmod(root, 0o700)
  await rm(root, { recursive: true, force: true })
})

const classify = (name: string): ScannedFile['kind'] => (/\.jpg$/i.test(name) ? 'photo' : 'other')

async function scan(
  folder: string,
  ignore: readonly string[] = [],
): Promise<{ files: ScannedFile[]; problems: ScanProblem[]; names: string[] }> {
  const files: ScannedFile[] = []
  const problems: ScanProblem[] = []
  for await (const item of scanFolder(folder, { ignore, classify })) {
    if ('problem' in item) problems.push(item.problem)
    else files.push(item)
  }
  return { files, problems, names: files.map((file) => file.path.slice(folder.length + 1)).sort() }
}

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true })
    await writeFile(join(root, name), name)
  }
}

describe('scanFolder', () => {
  it('yields files of all depths with size, time, inode and kind', async () => {
    await put('a.jpg', 'trip/b.JPG', 'trip/notes.txt')

    const { files, names } = await scan(root)

    expect(names).toEqual(['a.jpg', 'trip/b.JPG', 'trip/notes.txt'])
    expect(files.find((file) => file.path.endsWith('b.JPG'))).toMatchObject({ kind: 'photo', sizeBytes: 10 })
    expect(files.every((file) => /^\d+:\d+$/.test(file.inode) && file.mtimeMs > 1e12)).toBe(true)
  })

  it('keeps the inode of a renamed file', async () => {
    await put('a.jpg')
    const before = await scan(root)
    await rename(join(root, 'a.jpg'), join(root, 'b.jpg'))

    const after = await scan(root)

    expect(after.files[0]?.inode).toBe(before.files[0]?.inode)
  })

  it('leaves out dot files, @eaDir, .nomedia folders and what the globs match', async () => {
    await put('a.jpg', '.hidden.jpg', '.cache/b.jpg', '@eaDir/c.jpg', 'app/.nomedia', 'app/d.jpg', 'Exports/e.jpg')
    await put('trip/exports/f.jpg', 'trip/g.tmp.jpg', 'old/2001/h.jpg')

    const { names, problems } = await scan(root, ['exports', '*.tmp.jpg', 'old/**'])

    expect({ names, problems }).toEqual({ names: ['a.jpg'], problems: [] })
  })

  it.each(['new\nline.jpg', '😀 beach.jpg', 'עברית.jpg', 'cafe\u0301.jpg', 'café.jpg', '__proto__', ' $(id)`; .jpg'])(
    'yields %j as it is',
    async (name) => {
      await put(name)

      const { names } = await scan(root)

      expect(names).toEqual([name])
    },
  )

  it.runIf(process.platform === 'linux')('reports a name that is no text once, and goes on', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${root}/sommer_f`), Buffer.from([0xfc]), Buffer.from('r.jpg')]), '')
    await put('z.jpg')

    const { names, problems } = await scan(root)

    expect(names).toEqual(['z.jpg'])
    expect(problems).toEqual([
      expect.objectContaining({ path: join(root, 'sommer_f\\xfcr.jpg'), code: 'unreadable' }) as unknown,
    ])
  })

  it('follows no linked folder, takes a link to a file outside as a file, and skips one to a file inside', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    await writeFile(join(outside, 'far.jpg'), 'far')
    await put('a.jpg')
    await symlink('.', join(root, 'loop'))
    await symlink('..', join(root, 'up'))
    await symlink(outside, join(root, 'elsewhere'))
    await symlink('a.jpg', join(root, 'twin.jpg'))
    await symlink(join(outside, 'far.jpg'), join(root, 'linked.jpg'))
    await symlink('missing.jpg', join(root, 'dangling.jpg'))
    await symlink('/dev/zero', join(root, 'zero.jpg'))

    const { names, problems } = await scan(root)

    await rm(outside, { recursive: true })
    expect({ names, problems }).toEqual({ names: ['a.jpg', 'linked.jpg'], problems: [] })
  })

  it('reports links that lead in circles', async () => {
    await symlink('a2', join(root, 'a1'))
    await symlink('a1', join(root, 'a2'))

    const { problems } = await scan(root)

    expect(problems.map(({ reason }) => reason)).toEqual(['This link leads in circles.', 'This link leads in circles.'])
  })

  it('reports an unreadable folder once and goes on', async () => {
    await put('a.jpg', 'locked/b.jpg')
    await chmod(join(root, 'locked'), 0)
    await chmod(root, 0o755)
    // Root may read everything: be somebody else while looking.
    const isRoot = process.getuid?.() === 0
    if (isRoot) process.seteuid?.(65534)

    const { names, problems } = await scan(root).finally(() => {
      if (isRoot) process.seteuid?.(0)
    })

    await chmod(join(root, 'locked'), 0o700)
    expect(names).toEqual(['a.jpg'])
    expect(problems).toEqual([expect.objectContaining({ path: join(root, 'locked'), code: 'unreadable' }) as unknown])
  })

  it('reports a root that is not there, rather than throwing', async () => {
    const { names, problems } = await scan(join(root, 'missing'))

    expect({ names, problems: problems.length }).toEqual({ names: [], problems: 1 })
  })

  it('stops when told to', async () => {
    await put('a.jpg')
    const iterate = async (): Promise<void> => {
      for await (const item of scanFolder(root, { classify, signal: AbortSignal.abort() })) expect(item).toBeUndefined()
    }

    await expect(iterate()).rejects.toThrow(/abort/i)
  })

  const bad = resolve(import.meta.dirname, '../../../shared/corpus/bad/names/bad_names.tar.gz')
  it.runIf(existsSync(bad) && process.platform === 'linux')('survives a folder of hostile names', async () => {
    // tar itself fails on the paths that are too long, after unpacking the rest.
    spawnSync('tar', ['xzf', bad, '-C', root], { stdio: 'ignore' })

    const { names, problems } = await scan(join(root, 'bad_names'))

    console.log(`hostile names: ${names.length} files, ${problems.length} problems`)
    expect(names).toContain('new\nline.jpg')
    expect(names).toContain('folder.jpg/inside.jpg')
    expect(names.some((name) => name.includes('SYNOPHOTO') || name.includes('deleted'))).toBe(false)
    const escaped = problems.filter(({ path }) => path.includes('\\x')).map(({ path }) => path.split('/').at(-1))
    expect(escaped.sort()).toEqual([
      'invalid_utf8_\\xff\\xfe\\xc3(.jpg',
      'latin1_sommer_f\\xfcr.jpg',
      'overlong_\\xc0\\xaf.jpg',
      'sjis_\\x8e\\xca\\x90^.jpg',
      'surrogate_\\xed\\xa0\\x80.jpg',
    ])
  })
})

describe('isReachable', () => {
  it('trusts a folder that holds something, and neither an empty nor a missing one', async () => {
    const empty = await isReachable(root)
    await put('a.jpg')

    expect([empty, await isReachable(root), await isReachable(join(root, 'missing'))]).toEqual([false, true, false])
  })
})
