import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTinyCatalogue } from '../download/catalogue-of-tiny-packs.ts'
import { root } from '../import-graph.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

function prove(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'prove.ts'), '--library', temporaryFolder(), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_PROXY: '127.0.0.1', ...environment },
  })
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (out += text.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
}

describe('npm run prove', () => {
  it('finds the demo pack sound on drawings, and gives a row of figures', async () => {
    const { code, out } = await prove(['demo', '--scenes', '20'])

    expect(out).toMatch(/^\| demo(?: \| \d+ %){5} \| [\d.e-]+ s \| [\d.e-]+ s \| \d\.\d GB \|$/mu)
    expect(code).toBe(0)
  })

  it('installs a set from its hub once the licences are accepted, and fails a model that knows nothing', async () => {
    const { hub, cataloguePath } = await startTinyCatalogue()
    const environment = { SIGHTLINE_CATALOGUE: cataloguePath, HF_ENDPOINT: hub.url }

    const unread = await prove(['default', '--scenes', '20'], environment)
    const random = await prove(['default', '--scenes', '20', '--accept'], environment)

    expect(unread).toMatchObject({ code: 1, out: expect.stringContaining('icence') as unknown })
    expect(random.out).toMatch(/^\| default \| /mu)
    expect(random.out).toMatch(/^\| demo, made for drawings \| /mu)
    expect(random.out).toContain('subject is below 25 %: this set is not sound here.')
    expect(random.code).toBe(1)
  })
})
