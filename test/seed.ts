/**
 * @file Before all tests: one seed for everything random in them, printed, and taken from `SIGHTLINE_SEED` where that
 * is set, so that a run can be had again. The processes of the tests inherit it.
 */
import { randomInt } from 'node:crypto'

export function setup(): void {
  process.env['SIGHTLINE_SEED'] ??= String(randomInt(2 ** 31))
  console.log(`The seed of this run, to have it again: SIGHTLINE_SEED=${process.env['SIGHTLINE_SEED']}`)
}
