import { expect, it } from 'vitest'
import { folderTree, type FolderNode } from '../../renderer/albums/folder-tree.ts'

const plain = (nodes: readonly FolderNode[]): unknown[] =>
  nodes.map(({ name, path, photos, below }) => [name, path, photos, ...plain(below)])

it('folders lie in each other, in the order of their numbers, and what holds one folder alone is one step', () => {
  const folders = [
    { path: '/home/ann/Pictures/2023/Lisbon', label: 'Pictures/2023/Lisbon', photos: 3 },
    { path: '/home/ann/Pictures/2023', label: 'Pictures/2023', photos: 1 },
    { path: '/home/ann/Pictures/9', label: 'Pictures/9', photos: 4 },
    { path: '/home/ann/Pictures/10/raw/day', label: 'Pictures/10/raw/day', photos: 5 },
    { path: 'D:\\Scans\\Boxes', label: 'Scans\\Boxes', photos: 2 },
  ]

  expect(plain(folderTree(folders, 'en'))).toEqual([
    [
      'Pictures',
      '/home/ann/Pictures',
      13,
      ['9', '/home/ann/Pictures/9', 4],
      ['10/raw/day', '/home/ann/Pictures/10/raw/day', 5],
      ['2023', '/home/ann/Pictures/2023', 4, ['Lisbon', '/home/ann/Pictures/2023/Lisbon', 3]],
    ],
    ['Scans/Boxes', 'D:\\Scans\\Boxes', 2],
  ])
})
