/** Packs as a person reads them in a terminal. */
import type { DownloadState, PackCatalogue, PackOffer, PackSummary, TimeEstimate } from '../api/packs.ts'
import type { Terminal } from './terminal.ts'
import { duration, size } from './quantities.ts'

export function renderPacks({ packs }: { packs: readonly PackSummary[] }, terminal: Terminal): string {
  if (packs.length === 0) return 'No model pack is installed. See: sightline packs catalog'
  return packs
    .map((pack) => {
      const former = pack.answers && !pack.active ? terminal.paint('yellow', ' (still answers searches)') : ''
      return [
        `${pack.active ? terminal.paint('green', '*') : ' '} ${terminal.paint('bold', pack.id)}  ${pack.task}, set "${pack.set}", ${size(pack.bytes)}, ${pack.licence}${former}`,
        `    ${pack.title}. ${pack.about}`,
      ].join('\n')
    })
    .join('\n')
}

const states = { absent: '', begun: ' (begun)', installed: ' (installed)' } as const
const bases: Readonly<Record<TimeEstimate['basis'], string>> = {
  'this-library': 'as seen on this library',
  trial: 'by a short trial on this machine',
  reference: 'on the machine they were measured on',
}

function offerText(offer: PackOffer, terminal: Terminal): string {
  const { estimate } = offer
  const missing = offer.state === 'begun' ? `, ${size(offer.missingBytes)} still to come` : ''
  const lines = [
    `${terminal.paint('bold', offer.set)}${terminal.paint('green', states[offer.state])}  ${offer.title}: ${size(offer.bytes)}${missing}`,
    `    ${offer.about}`,
    ...offer.packs.map(
      (pack) =>
        `    ${pack.task}: ${pack.title}, ${size(pack.bytes)}, ${pack.licence}, ${pack.languages.join(' ')}. ${pack.about}`,
    ),
  ]
  if (estimate !== undefined)
    lines.push(
      terminal.paint(
        'dim',
        `    ${estimate.photos} photos: searchable in about ${duration(estimate.searchSeconds)}, described in about ${duration(estimate.captionSeconds)} (${bases[estimate.basis]})`,
      ),
    )
  return lines.join('\n')
}

export function renderCatalogue(catalogue: PackCatalogue, terminal: Terminal): string {
  const from = catalogue.downloadsAllowed ? `Downloads come from ${catalogue.hub}` : 'Downloads are switched off'
  const advised = catalogue.advised ?? 'default'
  return [
    ...catalogue.offers.map((offer) => offerText(offer, terminal)),
    `${from}. ${size(catalogue.freeBytes)} free. The set "${advised}" suits this machine; install it with: sightline packs install ${advised}`,
  ].join('\n')
}

/** One line that the next one replaces. */
export function downloadLine({ state, doneBytes, totalBytes, bytesPerSecond, ...more }: DownloadState): string {
  const done = `${size(doneBytes)} of ${size(totalBytes)} (${totalBytes === 0 ? 0 : Math.floor((100 * doneBytes) / totalBytes)} %)`
  switch (state) {
    case 'preparing':
      return 'preparing'
    case 'checking':
      return `checking ${more.file ?? ''} ${done}`
    case 'downloading': {
      const rate = bytesPerSecond > 0 ? ` · ${size(bytesPerSecond)}/s` : ''
      const left = more.secondsLeft === undefined ? '' : ` · ${duration(more.secondsLeft)} left`
      return `downloading ${done}${rate}${left}`
    }
    case 'waiting':
      return `waiting ${duration(more.waitSeconds ?? 0)}: ${more.why ?? ''} · ${done}`
    case 'done':
      return `${size(totalBytes)} there`
    case 'stopped':
      return `stopped at ${done}`
    case 'failed':
      return `failed at ${done}`
  }
}
