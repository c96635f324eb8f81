/** The map over 100,000 positions: what the engine, the clusters and a frame in a real Chromium cost. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { contract } from '../../electron/api/contract.ts'
import type { Positions } from '../../electron/api/places/place.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { openStore } from '../../electron/store/store.ts'
import { Clusters } from '../../renderer/map/clusters.ts'
import { timed } from './pairs.ts'
import { createRandom } from './random-numbers.ts'
import { median, percentile, type Figure, type Section } from './report.ts'
import { fillLibrary, makePictures } from './synthetic-library.ts'
import { startHost } from './window.ts'

const demo = fileURLToPath(new URL('../../models/demo', import.meta.url))
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)
/** At 60 frames a second. */
const frameMs = 1000 / 60
const rounds = 7

export interface MapBench {
  readonly folder: string
  /** Without a Chromium no frames are measured. */
  readonly executablePath: string | undefined
  readonly count: number
  readonly moves: number
}

/** As people's photos lie: most around a few hundred places, some of these large. */
function scatter(library: string, count: number): void {
  const db = new Database(join(library, 'library.db'))
  const random = createRandom(14)
  const next = (): number => random(3, 1).reduce((sum, value) => sum + value, 0)
  const places = Array.from({ length: 300 }, (_, index) => ({
    latitude: Math.max(-55, Math.min(68, 40 + next() * 18)),
    longitude: Math.max(-175, Math.min(175, 10 + next() * 60)),
    name: index,
  }))
  const update = db.prepare(
    `UPDATE photos SET latitude = ?, longitude = ?, city = ?, region = ?, country = ? WHERE id = ?`,
  )
  db.transaction(() => {
    for (let id = 1; id <= count; id += 1) {
      const place = places[Math.floor(Math.abs(next()) * 90) % places.length] ?? { latitude: 0, longitude: 0, name: 0 }
      update.run(
        ...[place.latitude + next() * 0.03, place.longitude + next() * 0.03],
        ...[`Town ${place.name}`, `Region ${place.name % 60}`, `Country ${place.name % 20}`, id],
      )
    }
  })()
  db.close()
}

/** The newest photos are the covers of most groups; pictures of all 100,000 would take gigabytes. */
const pictured = 4000

async function putCovers(library: string, count: number): Promise<void> {
  const pictures = await makePictures()
  const store = openStore(library)
  for (let id = Math.max(1, count - pictured); id <= count; id += 1) {
    const picture = pictures[id % pictures.length]
    if (picture !== undefined) store.thumbnails.put(id, picture)
  }
  store.close()
}

/** Errors: what keeps Chromium from starting. */
export async function benchMap({ folder, executablePath, count, moves }: MapBench): Promise<Section> {
  await mkdir(folder, { recursive: true })
  const { pack } = await readPack(join(demo, 'embedding'))
  if (pack.task !== 'embedding') throw new Error('the demo pack has another shape')
  fillLibrary(folder, { count, pack })
  await putCovers(folder, count)
  scatter(folder, count)
  const { figures, positions } = await engineFigures(folder)
  figures.push(...clusterFigures(positions))
  if (executablePath !== undefined) figures.push(...(await frameFigures(folder, executablePath, moves)))
  return { name: `map, ${count.toLocaleString('en')} positions`, figures }
}

async function engineFigures(folder: string): Promise<{ figures: Figure[]; positions: Positions }> {
  const library = openLibrary({ folder, packFolders: [demo], cataloguePath: cataloguePath(), threadUrl })
  try {
    const client = connect(contract, answer(contract, library.handlers, console.error))
    const figures: Figure[] = []
    for (const [name, ask] of [
      ['all positions', () => client.places.positions({})],
      ['countries, regions and towns with their counts', () => client.places.browse({})],
    ] as const) {
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) times.push((await timed(ask)).wallMs)
      figures.push({ name, value: median(times), unit: 'ms' })
    }
    return { figures, positions: await client.places.positions({}) }
  } finally {
    await library.close()
  }
}

function clusterFigures(positions: Positions): Figure[] {
  const begun = performance.now()
  const clusters = new Clusters(positions)
  const figures: Figure[] = [{ name: 'clusters of all zooms, made once', value: performance.now() - begun, unit: 'ms' }]
  const times: number[] = []
  for (let zoom = 1; zoom <= 16; zoom += 1)
    for (let step = 0; step < 20; step += 1) {
      const [half, middle] = [360 / 2 ** zoom, 40 + step * 0.001]
      const area = { south: middle - half / 2, west: 10 - half, north: middle + half / 2, east: 10 + half }
      const before = performance.now()
      clusters.within(area, zoom)
      times.push(performance.now() - before)
    }
  figures.push({ name: 'clusters of a frame, median', value: median(times), unit: 'ms' })
  figures.push({
    name: 'clusters of a frame, 99 of 100',
    value: percentile(times, 0.99),
    unit: 'ms',
    atMost: frameMs / 2,
  })
  return figures
}

async function frameFigures(folder: string, executablePath: string, moves: number): Promise<Figure[]> {
  const { process: host, url } = await startHost(folder)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.setDefaultTimeout(120_000)
    await page.goto(url)
    await page.getByRole('link', { name: /^Map/u }).click()
    const map = page.getByRole('application')
    await map.getByRole('button').first().waitFor()
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    const figures: Figure[] = []
    for (const [name, zooms] of [
      ['the world', 0],
      ['a country', 4],
      ['a street', 9],
    ] as const) {
      await map.focus()
      for (let step = 0; step < zooms; step += 1) await page.keyboard.press('+')
      // What came into view is fetched before it is measured.
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            let frames = 0
            const count = (): void => {
              frames += 1
              if (frames > 90) resolve()
              else requestAnimationFrame(count)
            }
            count()
          }),
      )
      const frames = await panned(page, session, moves)
      figures.push({
        name: `work of a frame while panning over ${name}`,
        value: frames.workMs,
        unit: 'ms',
        atMost: frameMs,
      })
      figures.push({ name: `frames a second meanwhile`, value: frames.perSecond, unit: '' })
      await page.keyboard.press('Home')
    }
    return figures
  } finally {
    await browser.close()
    host.kill('SIGTERM')
  }
}

/** The main thread's own time: a busy machine draws fewer frames, but each takes what it takes. */
async function panned(
  page: Page,
  session: CDPSession,
  moves: number,
): Promise<{ readonly workMs: number; readonly perSecond: number }> {
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  const counted = page.evaluate(
    () =>
      new Promise<{ frames: number; ms: number }>((resolve) => {
        let frames = 0
        const begun = performance.now()
        const count = (): void => {
          frames += 1
          if (document.body.dataset['panned'] === 'yes') resolve({ frames, ms: performance.now() - begun })
          else requestAnimationFrame(count)
        }
        document.body.dataset['panned'] = 'no'
        requestAnimationFrame(count)
      }),
  )
  const before = await busy()
  await page.mouse.move(700, 500)
  await page.mouse.down()
  for (let move = 1; move <= moves; move += 1) {
    const turn = (move / moves) * 4 * Math.PI
    await page.mouse.move(700 + Math.sin(turn) * 250, 500 + Math.sin(turn * 1.7) * 180)
  }
  await page.mouse.up()
  await page.evaluate(() => void (document.body.dataset['panned'] = 'yes'))
  const { frames, ms } = await counted
  const after = await busy()
  return { workMs: ((after - before) * 1000) / frames, perSecond: (frames * 1000) / ms }
}
