import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { proofsOf, rowsOf } from '../../scripts/promises.ts'
import { root } from '../import-graph.ts'

const page = readFileSync(join(root, 'docs', 'promises.md'), 'utf8')

it('every promise names a test that is there', () => {
  const missing = proofsOf(page).filter(({ file, test }) => {
    const path = join(root, file)
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(test)
  })

  expect(missing).toEqual([])
})

it('no promise goes without a proof, and none of what once went wrong is forgotten', () => {
  const proved = new Set(proofsOf(page).map(({ promise }) => promise))
  const unproved = rowsOf(page).filter((row) => !proved.has(row.split('|')[1]?.trim() ?? ''))
  const numbered = Array.from(page.matchAll(/^\| A(\d+) ·/gmu), ([, number]) => Number(number))

  expect(unproved).toEqual([])
  expect(numbered).toEqual(Array.from({ length: 27 }, (_, index) => index + 1))
})
