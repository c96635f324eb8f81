import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import { AppError } from '../../electron/api/errors.ts'
import { connect } from '../../electron/api/rpc.ts'
import { forkEngine, startEngineProcess } from '../../electron/transport/engine-process.ts'
import type { Lie } from '../inference/lying-provider.ts'
import { openTestLibrary, putPictures, temporaryFolder, tinyPacks } from './open-test-library.ts'

/** An engine under a supervisor, as the product has it, with a device that lies. */
function startLyingEngine(library: string, lie: Lie) {
  // The engine and its thread inherit these. A driver is named, or a machine without graphics would try none.
  const environment = { LIE: lie, VK_DRIVER_FILES: 'a driver of the tests' }
  const engine = startEngineProcess({
    launch: (birth) => {
      Object.assign(process.env, environment)
      try {
        return forkEngine(
          new URL('../../electron/engine.ts', import.meta.url),
          JSON.stringify({
            library,
            packFolders: [tinyPacks],
            threadUrl: new URL('./lying-thread.ts', import.meta.url).href,
            ...birth,
            hangMs: 1000,
          }),
        )
      } finally {
        for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name)
      }
    },
    onEvent: () => undefined,
  })
  onTestFinished(() => engine.close())
  return { engine, client: connect(contract, engine.transport) }
}

/** Indexes as the command line does: an engine that died is started again and goes on. */
async function indexAll(client: ReturnType<typeof startLyingEngine>['client'], folder: string): Promise<void> {
  for (;;) {
    try {
      await client.index.run({ folders: [folder], pack: 'tiny' })
      return
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'crashed') throw error
    }
  }
}

const tried = process.platform === 'win32' ? 'dml' : 'webgpu'
const isTried = ['linux-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'].includes(
  `${process.platform}-${process.arch}`,
)
if (!isTried) console.log(`devices: onnxruntime has no device but the processor on ${process.platform} ${process.arch}`)

describe.runIf(isTried)('a device whose driver takes the whole engine down', () => {
  // A trial begins after 32 pictures; the late lies begin after some batches of real work, in each life anew.
  it.each([
    { lie: 'crash', state: 'crashed', deaths: 1, pictures: 60 },
    { lie: 'hang', state: 'hung', deaths: 1, pictures: 60 },
    { lie: 'late-crash', state: 'crashed', deaths: 2, pictures: 330 },
    { lie: 'late-hang', state: 'hung', deaths: 1, pictures: 200 },
  ] as const)(
    '($lie) is never tried again, and every photo is embedded',
    { timeout: 180_000 },
    async ({ lie, state, deaths, pictures }) => {
      const [home, photos] = [temporaryFolder(), temporaryFolder()]
      await putPictures(photos, pictures)
      const { engine, client } = startLyingEngine(home, lie)
      await client.preferences.set({ captions: 'on-request' })

      await indexAll(client, photos)

      expect(await client.library.status({})).toMatchObject({ photos: pictures, embedded: pictures })
      expect((await client.library.errors({})).errors.filter(({ code }) => code === 'crashed')).toEqual([])
      expect(engine.deaths()).toBe(deaths)
      const { packs } = await client.library.device({})
      expect(packs.map(({ provider }) => provider)).toEqual(['cpu', 'cpu'])
      const refused = packs.flatMap(({ verdicts }) => verdicts).filter((verdict) => verdict.provider === tried)
      expect(refused.map((verdict) => verdict.state)).toEqual([state])
      expect(readFileSync(join(home, 'machine.json'), 'utf8')).toContain(`"state": "${state}"`)
    },
  )
})

describe('the device as a person sees it', () => {
  it('is explained by doctor in sentences, with what was measured', async () => {
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [tinyPacks] })
    await client.index.start({ pack: 'tiny' })

    const { checks } = await client.library.doctor({})

    const details = (name: string): string[] =>
      checks.filter((check) => check.name === name).map(({ detail }) => detail)
    expect(details('device tiny-clip@1')).toEqual([
      expect.stringMatching(/^runs on the processor, \d threads?, up to \d photos at once$/u),
    ])
    const tuned = /^\d threads? and \d a run, measured here .* 1 × 1: [\d.e-]+ ms, 1 × 2: /u
    expect(details('tuning')).toEqual([expect.stringMatching(tuned), expect.stringMatching(tuned)])
    expect(details('memory')[0]).toMatch(/^\d\.\d\d GB in use with the models loaded; device preference: auto$/u)
  })

  it('is a preference that takes effect at once, and survives', async () => {
    const home = temporaryFolder()
    const first = openTestLibrary(home, { packFolders: [tinyPacks] })
    await first.client.index.start({ pack: 'tiny' })

    const changed = await first.client.preferences.set({ device: 'cpu' })
    const device = await first.client.library.device({})
    await first.close()
    const second = openTestLibrary(home, { packFolders: [tinyPacks] })

    expect(changed.device).toBe('cpu')
    expect(device).toMatchObject({ preference: 'cpu', packs: [{ provider: 'cpu' }, { provider: 'cpu' }] })
    expect((await second.client.preferences.get({})).device).toBe('cpu')
  })
})
