import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { Reconciliation, type FileFacts, type KnownFile } from '../../electron/domain/reconcile.ts'

const known = (fileId: number, path: string, inode: string, gone = false): KnownFile => ({
  fileId,
  path,
  inode,
  gone,
  sizeBytes: 10,
  mtimeMs: 5,
})
const found = (path: string, inode: string, mtimeMs = 5): FileFacts => ({ path, inode, sizeBytes: 10, mtimeMs })

function scan(rows: readonly KnownFile[], files: readonly FileFacts[], away?: (path: string) => boolean) {
  const reconciliation = new Reconciliation(rows)
  const kinds = files.map((file) => reconciliation.see(file).kind)
  return { kinds, ...reconciliation.finish(away) }
}

describe('a scan', () => {
  it('knows unchanged, changed, new, moved and gone files apart', () => {
    const rows = [known(1, '/a', 'i1'), known(2, '/b', 'i2'), known(3, '/c', 'i3'), known(4, '/d', 'i4')]
    const files = [found('/a', 'i1'), found('/b', 'i2', 6), found('/moved', 'i3'), found('/new', 'i9')]

    const result = scan(rows, files)

    expect(result).toEqual({
      kinds: ['unchanged', 'changed', 'undecided', 'new'],
      moved: [{ fileId: 3, file: files[2] }],
      fresh: [],
      gone: [4],
    })
  })

  it('takes a hard link or a copy that kept its times for a second file while the first is there', () => {
    const result = scan([known(1, '/a', 'i1')], [found('/copy', 'i1'), found('/a', 'i1')])

    expect(result).toMatchObject({ moved: [], fresh: [{ path: '/copy' }], gone: [] })
  })

  it('says that a vanished file has returned', () => {
    const reconciliation = new Reconciliation([known(1, '/a', 'i1', true)])

    expect(reconciliation.see(found('/a', 'i1'))).toEqual({
      kind: 'unchanged',
      fileId: 1,
      returned: true,
      untimed: false,
    })
  })

  it('keeps what lies where it could not look', () => {
    const rows = [known(1, '/locked/a', 'i1'), known(2, '/b', 'i2')]

    const result = scan(rows, [found('/x', 'i1')], (path) => path.startsWith('/locked'))

    expect(result).toMatchObject({ moved: [], fresh: [{ path: '/x' }], gone: [2] })
  })

  it('is not misled by names such as __proto__', () => {
    expect(scan([known(1, '__proto__', 'i1')], [found('constructor', 'i2')])).toMatchObject({
      kinds: ['new'],
      gone: [1],
    })
  })

  it('converges: applying its answer and scanning again finds nothing to do, in any order', () => {
    const path = fc.constantFrom('/a', '/b', '/c', '/d', '/e')
    const row = fc.record({ path, inode: fc.constantFrom('i1', 'i2', 'i3', 'i4'), gone: fc.boolean() })
    const rows = fc.uniqueArray(row, { selector: (each) => each.path })
    const files = fc.uniqueArray(
      fc.record({ path, inode: fc.constantFrom('i1', 'i2', 'i3', 'i4'), mtimeMs: fc.constantFrom(5, 6) }),
      {
        selector: (each) => each.path,
      },
    )
    fc.assert(
      fc.property(rows, files, (before, disk) => {
        const facts = disk.map((each) => ({ ...each, sizeBytes: 10 }))
        const after = apply(
          before.map((each, index) => known(index + 1, each.path, each.inode, each.gone)),
          facts,
        )

        const again = scan(after, facts)

        expect(again).toEqual({ kinds: facts.map(() => 'unchanged'), moved: [], fresh: [], gone: [] })
      }),
    )
  })
})

/** What the library does with a scan's answer. */
function apply(rows: readonly KnownFile[], files: readonly FileFacts[]): KnownFile[] {
  const table = new Map(rows.map((row) => [row.fileId, row]))
  const reconciliation = new Reconciliation(rows)
  let nextId = 1000
  const put = (fileId: number, file: FileFacts): void => {
    // The table's paths are unique: a row in the way gives its path up.
    for (const [id, row] of table) if (row.path === file.path && id !== fileId) table.delete(id)
    table.set(fileId, { ...file, fileId, gone: false })
  }
  for (const file of files) {
    const sighting = reconciliation.see(file)
    if (sighting.kind === 'new') put(nextId++, file)
    if (sighting.kind === 'changed' || sighting.kind === 'unchanged') put(sighting.fileId, file)
  }
  const { moved, fresh, gone } = reconciliation.finish()
  for (const { fileId, file } of moved) put(fileId, file)
  for (const file of fresh) put(nextId++, file)
  for (const fileId of gone) {
    const row = table.get(fileId)
    if (row !== undefined) table.set(fileId, { ...row, gone: true })
  }
  return [...table.values()]
}
