import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

interface Sections {
  readonly sections: readonly {
    readonly name: string
    readonly figures: readonly { readonly name: string; readonly value: number | null }[]
  }[]
}

it('the bench runs through and gives every figure a number', { timeout: 120_000 }, () => {
  const script = fileURLToPath(new URL('./bench.ts', import.meta.url))

  const output = execFileSync(process.execPath, [script, '--quick', '--json'], { encoding: 'utf8' })
  const { sections } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Sections

  expect(sections.map(({ figures }) => figures.length)).toEqual([7, 6, 11, 2, 4, 24, 6, 23, 7, 9, 6, 12, 7])
  expect(sections.flatMap(({ figures }) => figures).filter(({ value }) => typeof value !== 'number')).toEqual([])
})
