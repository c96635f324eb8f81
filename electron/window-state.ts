/** Where the window was, kept between runs; a place that no screen shows any more is forgotten. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) })
const state = bounds.extend({ maximised: z.boolean() })
export type WindowState = z.infer<typeof state>

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** So much of the window must be on a screen to be taken hold of, in pixels. */
const graspable = 100

/** Errors in the file, or bounds outside all `screens`, give undefined. */
export function readWindowState(path: string, screens: readonly Area[]): WindowState | undefined {
  try {
    const kept = state.parse(JSON.parse(readFileSync(path, 'utf8')))
    return screens.some((screen) => overlaps(kept, screen)) ? kept : undefined
  } catch {
    return undefined // the first start, or a file from elsewhere
  }
}

function overlaps(a: Area, b: Area): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width >= graspable && height >= graspable
}

/** Written beside and renamed, so that a power cut leaves the former one. */
export function keepWindowState(path: string, kept: WindowState): void {
  writeFileSync(`${path}.part`, JSON.stringify(kept))
  renameSync(`${path}.part`, path)
}
