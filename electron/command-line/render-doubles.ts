import type { contract } from '../api/contract.ts'
import type { DoubleKind, Merit } from '../api/doubles/doubles.ts'
import { size } from './quantities.ts'
import type { Terminal } from './terminal.ts'
import type { z } from 'zod'

type Doubles = z.output<(typeof contract)['doubles']['list']['output']>

const titles: Readonly<Record<DoubleKind, string>> = {
  exact: 'exact copies',
  same: 'the same shot in other versions',
  similar: 'similar shots',
}

const reasons: Readonly<Record<Merit, string>> = {
  resolution: 'most pixels',
  original: 'from the camera, no copy on its way',
  format: 'the better format',
  sharpness: 'sharper',
  text: 'has your text',
  album: 'is in an album',
  stars: 'most stars',
  size: 'largest file',
}

/** Group by group, the best first named and why, then the sums; what it is given is printable. */
export function renderDoubles({ counts, waiting, groups }: Doubles, terminal: Terminal): string {
  const blocks = groups.map(({ kind, members, best, merits }) => {
    const why = merits.map((merit) => reasons[merit]).join(', ')
    const lines = members.map(({ path, photo, format, sizeBytes }, index) => {
      const pixels = photo.width === undefined ? '' : `${photo.width} × ${photo.height ?? 0}  `
      const facts = `${pixels}${format ?? ''}  ${size(sizeBytes)}`
      return `  ${index === best ? '*' : ' '} ${path}  ${facts}`
    })
    return [terminal.paint('bold', titles[kind]), ...lines, ...(why === '' ? [] : [`    * ${why}`])].join('\n')
  })
  const sums = [
    `${counts.exact} groups of exact copies, ${counts.same} of one shot in several versions, ${counts.similar} similar`,
    ...(waiting === 0 ? [] : [`${waiting} photos are still to be compared: sightline index`]),
  ]
  return [...blocks, ...sums].join('\n')
}
