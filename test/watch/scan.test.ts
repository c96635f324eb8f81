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

const classify = (name: string): ScannedFile['kind'] | 'unsure' =>
  /\.jpg$/i.test(name) ? 'photo' : name.includes('.') ? 'other' : 'unsure'

async function scan(
  folder: string,
  ignore: readonly string[] = [],
): Promise<{ files: ScannedFile[]; problems: ScanProblem[]; names: string[]; leftOut: Record<string, string> }> {
  const files: ScannedFile[] = []
  const problems: ScanProblem[] = []
  const leftOut: Record<string, string> = {}
  for await (const item of scanFolder(folder, { ignore, classify })) {
    if ('problem' in item) problems.push(item.problem)
    else if ('leftOut' in item) leftOut[item.leftOut.path.slice(folder.length + 1)] = item.leftOut.reason
    else files.push(item)
  }
  return { files, problems, leftOut, names: files.map((file) => file.path.slice(folder.length + 1)).sort() }
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

  it('follows a linked folder outside once, and a link to a file; what it meets anyway it does not follow', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    const single = await mkdtemp(join(tmpdir(), 'single-'))
    await mkdir(join(outside, '2019'))
    await writeFile(join(outside, '2019', 'there.jpg'), 'far')
    await writeFile(join(single, 'far.jpg'), 'far')
    await put('a.jpg')
    await symlink('.', join(root, 'loop'))
    await symlink('..', join(root, 'up'))
    await symlink(outside, join(root, 'archive'))
    await symlink(join(outside, '2019'), join(root, 'b-again'))
    await symlink(outside, join(outside, 'self'))
    await symlink(root, join(outside, 'back'))
    await symlink('a.jpg', join(root, 'twin.jpg'))
    await symlink(join(single, 'far.jpg'), join(root, 'linked.jpg'))
    await symlink('missing.jpg', join(root, 'dangling.jpg'))
    await symlink('/nowhere/2018', join(root, 'lost'))
    await symlink('/dev/zero', join(root, 'zero.jpg'))

    const { names, problems, leftOut } = await scan(root)

    await rm(outside, { recursive: true })
    await rm(single, { recursive: true })
    expect({ names, problems }).toEqual({ names: ['a.jpg', 'archive/2019/there.jpg', 'linked.jpg'], problems: [] })
    expect(leftOut).toEqual({
      up: 'known-link',
      'b-again': 'known-link',
      'archive/self': 'known-link',
      lost: 'lost-link',
    })
  })

  it('does not take the folder behind a link for empty when its drive is away', async () => {
    const drive = await mkdtemp(join(tmpdir(), 'drive-'))
    await symlink(drive, join(root, 'drive'))

    const { leftOut } = await scan(root)

    await rm(drive, { recursive: true })
    expect(leftOut).toEqual({ drive: 'lost-link' })
  })

  it("leaves out bins and other programs' previews, and says so", async () => {
    const library = 'Photos Library.photoslibrary'
    await put('a.jpg', '#recycle/b.jpg', '@Recycle/c.jpg', '$RECYCLE.BIN/d.jpg', 'lost+found/e.jpg')
    await put(`${library}/originals/0/f.jpg`, `${library}/resources/derivatives/g.jpg`, `${library}/database/h.jpg`)
    await put('Old.aplibrary/Masters/i.jpg', 'Old.aplibrary/Previews/j.jpg')
    await put('L Previews.lrdata/0/k.jpg', 'Session/CaptureOne/Cache/l.jpg', 'Cache/m.jpg', 'recycle/n.jpg')

    const { names, leftOut } = await scan(root)

    expect(names).toEqual(
      [`${library}/originals/0/f.jpg`, 'Cache/m.jpg', 'Old.aplibrary/Masters/i.jpg', 'a.jpg', 'recycle/n.jpg'].sort(),
    )
    expect(leftOut).toEqual({
      '#recycle': 'bin',
      '@Recycle': 'bin',
      '$RECYCLE.BIN': 'bin',
      'lost+found': 'system',
      [`${library}/resources`]: 'previews',
      [`${library}/database`]: 'previews',
      'Old.aplibrary/Previews': 'previews',
      'L Previews.lrdata': 'previews',
      'Session/CaptureOne/Cache': 'previews',
    })
  })

  it('finds nothing in a bin that a hint came from', async () => {
    await put('#recycle/b.jpg', 'trip/c.jpg')
    const found: string[] = []

    for (const part of ['#recycle', 'trip'])
      for await (const item of scanFolder(join(root, part), { classify, within: root }))
        if ('kind' in item) found.push(item.path.slice(root.length + 1))

    expect(found).toEqual(['trip/c.jpg'])
  })

  it('looks into files whose names say nothing', async () => {
    await put('no-extension', 'README')
    const kinds: Record<string, string> = {}
    const peek = (path: string): Promise<ScannedFile['kind']> =>
      Promise.resolve(path.endsWith('README') ? 'other' : 'photo')

    for await (const item of scanFolder(root, { classify: () => 'unsure', peek }))
      if ('kind' in item) kinds[item.path.slice(root.length + 1)] = item.kind

    expect(kinds).toEqual({ 'no-extension': 'photo', README: 'other' })
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
