/**
 * @file What identifies the hardware that models run on, as far as it can be told without starting a program or a
 * driver: a verdict on a driver holds only as long as all of this stays the same.
 * Not told: the name of the graphics card on macOS (it is part of the processor there) and on Windows, and the version
 * of a driver where the system keeps it to itself; there its files' times stand in for it.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, availableParallelism, cpus, platform, release } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { Surroundings } from '../graphs/providers.ts'

export interface Machine extends Surroundings {
  /** For a person: processor and graphics. */
  readonly label: string
  /** Changes when processor, graphics, driver or system do. */
  readonly fingerprint: string
  readonly cores: number
  /** Version of onnxruntime. */
  readonly runtime: string
}

/** Looks around. Reads a few small files; starts nothing and loads no driver. */
export function describeMachine(): Machine {
  const cores = availableParallelism()
  const processor = (cpus()[0]?.model ?? arch()).trim()
  const graphics = graphicsDevices()
  const parts = [processor, String(cores), platform(), arch(), release(), ...graphics, ...driverTraces()]
  const named = graphics.length === 0 ? '' : `; graphics ${graphics.join(', ')}`
  return {
    platform: platform(),
    arch: arch(),
    label: `${processor}, ${cores} cores${named}`,
    fingerprint: createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16),
    cores,
    hasGraphics: platform() !== 'linux' || graphics.length > 0 || vulkanOverride() !== undefined,
    hasCuda: attempt(() => existsSync(cudaLibrary())) === true,
    runtime: runtimeVersion(),
  }
}

const requireHere = createRequire(import.meta.url)

function runtimeFolder(): string {
  return dirname(dirname(requireHere.resolve('onnxruntime-node')))
}

/** Read from its description: asking the library itself would load it. Where it is not installed, nothing runs. */
function runtimeVersion(): string {
  const found = attempt(() => JSON.parse(readFileSync(join(runtimeFolder(), 'package.json'), 'utf8')) as unknown)
  const description = z.object({ version: z.string() }).safeParse(found)
  return description.success ? description.data.version : 'none'
}

function cudaLibrary(): string {
  return join(runtimeFolder(), 'bin', 'napi-v6', platform(), arch(), 'libonnxruntime_providers_cuda.so')
}

/** Graphics cards as Linux lists them: maker and model by number, driver by name. Empty elsewhere. */
function graphicsDevices(): string[] {
  const root = '/sys/class/drm'
  const cards = namesIn(root).filter((name) => /^renderD\d+$/u.test(name))
  return cards.map((card) => {
    const device = join(root, card, 'device')
    const driver = attempt(() => basename(readlinkSync(join(device, 'driver')))) ?? 'unknown driver'
    const version = textOf(`/sys/module/${driver}/version`)
    const numbers = [textOf(join(device, 'vendor')), textOf(join(device, 'device'))].join(':')
    return [numbers, driver, version].filter((each) => each !== undefined && each !== '').join(' ')
  })
}

/** Somebody says which Vulkan driver to use, as the tests do with one in software. */
function vulkanOverride(): string | undefined {
  return process.env['VK_DRIVER_FILES'] ?? process.env['VK_ICD_FILENAMES']
}

/** Folders whose times change when a graphics driver is installed or replaced. */
const driverFolders: Readonly<Record<string, readonly string[]>> = {
  linux: ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'],
  win32: ['C:\\Windows\\System32\\DriverStore\\FileRepository'],
}

function driverTraces(): string[] {
  const times = (driverFolders[platform()] ?? []).flatMap((folder) => {
    const files = platform() === 'linux' ? namesIn(folder).map((name) => join(folder, name)) : [folder]
    return files.map((file) => `${file} ${attempt(() => statSync(file).mtimeMs) ?? 0}`)
  })
  const override = vulkanOverride()
  return override === undefined ? times : [...times, override]
}

function namesIn(folder: string): string[] {
  return attempt(() => readdirSync(folder).sort()) ?? []
}

function textOf(path: string): string | undefined {
  return attempt(() => readFileSync(path, 'utf8').trim())
}

/** What a system does not show is simply not known. */
function attempt<Value>(look: () => Value): Value | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
