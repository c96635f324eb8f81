/** The window over 100,000 photos, in a real Chromium: first picture, scrolling, memory, typing. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium, type CDPSession, type Page } from 'playwright-core'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { median, percentile, type Figure, type Section } from './report.ts'
import { fillLibrary, makePictures } from './synthetic-library.ts'

/** CSS pixels a second: a hard flick of a wheel. */
const scrollSpeed = 4000
const frameMs = 1000 / 60
/** What stays after ten minutes of scrolling, against what there was after the first seconds of it. */
const mostGrowth = 1.5

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface WindowBench {
  readonly folder: string
  readonly executablePath: string
  readonly count: number
  readonly scrollSeconds: number
  readonly memoryMinutes: number
  readonly keystrokes: number
}

/** A host over a library, with the address of one window. */
export async function startHost(library: string): Promise<{ process: ChildProcess; url: string }> {
  const host = spawn(process.execPath, [join(root, 'test', 'browser', 'demo-host.ts'), library], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: host.stdout })) {
    const url = /http:\S+/u.exec(line)?.[0]
    if (url !== undefined) return { process: host, url }
  }
  throw new Error('the host ended before it gave an address')
}

interface Scrolled {
  readonly frames: number
  readonly droppedFrames: number
  /** Looks at the screen, one in ten frames, and how many of them saw no tile at all. */
  readonly looks: number
  readonly blankScreens: number
  readonly tiles: number
  /** Neither a picture nor a placeholder. */
  readonly blankTiles: number
  /** A placeholder whose picture is still on its way. */
  readonly waitingTiles: number
}

/** Scrolls at a steady speed, turning round at the ends. Runs in the page. */
function scroll(page: Page, selector: string, seconds: number): Promise<Scrolled> {
  return page.evaluate(
    ({ selector: to, ms, speed, frame }) =>
      new Promise<Scrolled>((resolve) => {
        const view = document.querySelector(to) ?? document.documentElement
        const seen = {
          frames: 0,
          droppedFrames: 0,
          looks: 0,
          blankScreens: 0,
          tiles: 0,
          blankTiles: 0,
          waitingTiles: 0,
        }
        let direction = 1
        let begun = 0
        let last = 0
        const look = (): void => {
          const box = view.getBoundingClientRect()
          const inView = [...view.querySelectorAll('[role="gridcell"]')].filter((tile) => {
            const { top, bottom } = tile.getBoundingClientRect()
            return bottom > box.top && top < box.bottom
          })
          seen.looks += 1
          if (inView.length === 0) seen.blankScreens += 1
          for (const tile of inView) {
            const image = tile.querySelector('img')
            const isLoaded = image !== null && image.complete && image.naturalWidth > 0
            const hasPlaceholder = tile.querySelector<HTMLElement>('.picture')?.style.backgroundImage !== ''
            seen.tiles += 1
            if (!isLoaded && hasPlaceholder) seen.waitingTiles += 1
            else if (!isLoaded) seen.blankTiles += 1
          }
        }
        const step = (now: number): void => {
          if (begun === 0) begun = last = now
          const passed = now - last
          last = now
          seen.frames += 1
          seen.droppedFrames += Math.max(0, Math.round(passed / frame) - 1)
          if (seen.frames % 10 === 0) look()
          const before = view.scrollTop
          view.scrollTop += (direction * speed * passed) / 1000
          if (passed > 0 && view.scrollTop === before) direction = -direction
          if (now - begun < ms) requestAnimationFrame(step)
          else resolve(seen)
        }
        requestAnimationFrame(step)
      }),
    { selector, ms: seconds * 1000, speed: scrollSpeed, frame: frameMs },
  )
}

/** Megabytes of JavaScript heap that are still in use after collecting. */
async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

/** From a key to the frame that shows its answer; the pause that tells typing from searching is in it. */
async function keystrokeMs(page: Page, text: string): Promise<number[]> {
  const box = page.getByRole('combobox')
  await box.fill(text.slice(0, 3))
  await page
    .getByRole('heading', { level: 1 })
    .filter({ hasText: text.slice(0, 3) })
    .waitFor()
  const times: number[] = []
  for (let length = 4; length <= text.length; length += 1) {
    const wanted = text.slice(0, length)
    const painted = page.evaluate(
      (words) =>
        new Promise<number>((resolve) => {
          let begun = 0
          addEventListener('keydown', () => (begun = performance.now()), { once: true, capture: true })
          const check = (): void => {
            if (document.querySelector('h1')?.textContent.includes(`“${words}”`) === true && begun > 0)
              requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)))
            else requestAnimationFrame(check)
          }
          requestAnimationFrame(check)
        }),
      wanted,
    )
    await box.press(wanted.at(-1) === ' ' ? 'Space' : (wanted.at(-1) ?? ''))
    times.push(await painted)
  }
  return times
}

/** Milliseconds from the start of the navigation to the first picture, decoded. */
function firstPictureMs(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const check = (): void => {
          const image = document.querySelector<HTMLImageElement>('[role="gridcell"] img')
          if (image !== null && image.complete && image.naturalWidth > 0) resolve(performance.now())
          else requestAnimationFrame(check)
        }
        check()
      }),
  )
}

export async function benchWindow(options: WindowBench): Promise<Section> {
  const { folder, executablePath, count, scrollSeconds, memoryMinutes, keystrokes } = options
  const { pack } = await readPack(join(root, 'models', 'demo', 'embedding'))
  if (pack.task !== 'embedding') throw new Error('the demo pack has another shape')
  fillLibrary(folder, { count, pack, pictures: await makePictures() })
  const host = await startHost(folder)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-precise-memory-info'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(host.url)
    await firstPictureMs(page)
    const first: number[] = []
    for (let round = 0; round < 5; round += 1) {
      await page.reload()
      first.push(await firstPictureMs(page))
    }
    const bare = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await bare.setContent('<div style="height: 10000000px; background: linear-gradient(red, blue)"></div>')
    await bare.bringToFront()
    const plain = await scroll(bare, 'html', Math.min(10, scrollSeconds))
    await bare.close()
    await page.bringToFront()
    const scrolled = await scroll(page, '.viewport', scrollSeconds)
    const session = await page.context().newCDPSession(page)
    const heapBefore = await heapMb(session)
    await scroll(page, '.viewport', memoryMinutes * 60)
    const heapAfter = await heapMb(session)
    const typed = await keystrokeMs(page, 'a dog on a beach at sunset'.slice(0, 3 + keystrokes))
    const size = count.toLocaleString('en')
    const figures: Figure[] = [
      { name: `${size} photos: first picture after a reload, median`, value: median(first), unit: 'ms' },
      {
        name: `blank screens in ${scrolled.looks} looks while scrolling`,
        value: scrolled.blankScreens,
        unit: '',
        atMost: 0,
      },
      {
        name: 'tiles with neither picture nor placeholder',
        value: share(scrolled.blankTiles, scrolled.tiles),
        unit: '%',
      },
      {
        name: 'tiles whose picture is still on its way',
        value: share(scrolled.waitingTiles, scrolled.tiles),
        unit: '%',
      },
      { name: `frames dropped at ${scrollSpeed} px/s`, value: dropped(scrolled), unit: '%' },
      { name: 'frames dropped on a page with nothing on it', value: dropped(plain), unit: '%' },
      { name: 'JavaScript heap after the first scrolling', value: heapBefore, unit: 'MB' },
      { name: `JavaScript heap after ${memoryMinutes} more minutes`, value: heapAfter, unit: 'MB' },
      { name: 'the same, after against before', value: heapAfter / heapBefore, unit: '×', atMost: mostGrowth },
      { name: 'a key to its painted answer, median', value: median(typed), unit: 'ms' },
      { name: 'a key to its painted answer, 95 % within', value: percentile(typed, 0.95), unit: 'ms' },
    ]
    return { name: 'The window in Chromium', figures }
  } finally {
    await browser.close()
    const gone = once(host.process, 'exit')
    host.process.kill('SIGTERM')
    await gone
  }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole)
const dropped = ({ frames, droppedFrames }: Scrolled): number => share(droppedFrames, frames + droppedFrames)
