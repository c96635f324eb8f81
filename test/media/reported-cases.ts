/** The reported situations of ../shared/faults/cases, made by their own scripts, where they and ImageMagick are. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const cases = resolve(import.meta.dirname, '../../../shared/faults/cases')
/** The scripts draw with ImageMagick; a stand-in of that name may lie in front of it. */
const path = ['/usr/bin', '/bin', process.env['PATH'] ?? ''].join(':')

function missing(): string | undefined {
  if (!existsSync(cases)) return 'they are not at ../shared/faults/cases'
  const drawer = spawnSync('convert', ['-version'], { env: { PATH: path }, encoding: 'utf8' })
  if (drawer.status !== 0 || !drawer.stdout.includes('ImageMagick')) return 'ImageMagick is missing'
  const teller = spawnSync('exiftool', ['-ver'], { env: { PATH: path }, encoding: 'utf8' })
  return teller.status === 0 ? undefined : 'exiftool is missing'
}

/** Why they cannot be made here; undefined where they can. */
export const reasonToSkip = missing()
if (reasonToSkip !== undefined) console.log(`Skipped: the reported cases, ${reasonToSkip}.`)

/** Runs a case's script for this folder. */
export function makeCase(number: string, folder: string, ...more: readonly string[]): void {
  const name = readdirSync(cases).find((each) => each.startsWith(`${number}-`)) ?? ''
  const script = join(cases, name, 'make.sh')
  execFileSync('sh', [script, folder, ...more], { env: { ...process.env, PATH: path }, stdio: 'ignore' })
}
