/** What a bench found: figures for people, limits for the exit code. */

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** A promise of ours: the value may not be above or below it. */
  readonly atMost?: number | undefined
  readonly atLeast?: number | undefined
}

export interface Section {
  readonly name: string
  readonly figures: readonly Figure[]
}

export function isBroken({ value, atMost, atLeast }: Figure): boolean {
  return (atMost !== undefined && !(value <= atMost)) || (atLeast !== undefined && !(value >= atLeast))
}

function limitText({ atMost, atLeast }: Figure): string {
  if (atMost !== undefined) return `at most ${atMost}`
  return atLeast === undefined ? '' : `at least ${atLeast}`
}

export function sectionText({ name, figures }: Section): string {
  const rows = figures.map((figure) => {
    const value = `${figure.value.toLocaleString('en', { maximumFractionDigits: 3 })} ${figure.unit}`
    return `  ${figure.name.padEnd(58)} ${value.padStart(16)}  ${limitText(figure)}${isBroken(figure) ? '  BROKEN' : ''}`
  })
  return [name, ...rows.map((row) => row.trimEnd())].join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
