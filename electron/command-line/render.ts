/** Answers as a person reads them: aligned, one thing a line, nothing a file name could forge. */
import type { z } from 'zod'
import type { contract } from '../api/contract.ts'
import type { StageProgress } from '../api/events.ts'
import { printableDeep } from '../domain/printable.ts'
import { licencesText } from './accept-licences.ts'
import { duration, size } from './quantities.ts'
import { deedText } from './deed-text.ts'
import { renderDoubles } from './render-doubles.ts'
import { exploreRows, momentRows } from './explore-rows.ts'
import { renderCheck } from './render-check.ts'
import { renderCatalogue, renderPacks } from './render-packs.ts'
import { renderPlaces, renderProposals } from './render-places.ts'
import { countsText, renderImport, renderPreview, renderRun, renderRuns } from './render-publish.ts'
import { altText, renderSearch, renderWords } from './render-search.ts'
import type { Terminal } from './terminal.ts'

type Output<
  Group extends keyof typeof contract,
  Name extends keyof (typeof contract)[Group],
> = (typeof contract)[Group][Name] extends { output: infer O extends z.ZodType } ? z.output<O> : never

const stageNames: Readonly<Record<StageProgress['stage'], string>> = {
  scan: 'scanning',
  read: 'reading',
  look: 'looking',
  words: 'reading words',
  caption: 'describing',
}

const stageDone: Readonly<Record<StageProgress['stage'], string>> = {
  scan: 'scanned',
  read: 'files read',
  look: 'photos looked at',
  words: 'read for words',
  caption: 'described',
}

/** One line: what each stage has done, how fast, how long it still takes. */
export function progressLine(stages: readonly StageProgress[]): string {
  return stages
    .filter((stage) => stage.total > 0)
    .map((stage) => {
      const rate = stage.rate > 0 ? ` · ${stage.rate.toFixed(1)}/s` : ''
      const left = stage.secondsLeft === undefined ? '' : ` · ${duration(stage.secondsLeft)} left`
      return `${stageNames[stage.stage]} ${stage.done + stage.failed}/${stage.total}${rate}${left}`
    })
    .join('   ')
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)))
  return rows
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function renderStatus(status: Output<'library', 'status'>, terminal: Terminal): string {
  const { files } = status
  const rows = [
    ['Library', status.library],
    ...status.folders.map((folder) => [
      'Folder',
      `${folder.path}: ${folder.photos} photos in ${folder.files} files${folder.state === 'away' ? terminal.paint('yellow', ' (away)') : ''}`,
    ]),
    ['Files', `${files.found} found`],
    ['', `${files.photos} photos, ${files.pairedWithPhoto} more of the same shots (RAW, Live Photo)`],
    ['', `${files.sidecars} sidecars, ${files.videos} videos, ${files.notPhotos} that are no photos`],
    ...(status.passedOver.kinds.length === 0
      ? []
      : [['', `passed over: ${status.passedOver.kinds.map(({ kind, count }) => `${count} ${kind}`).join(', ')}`]]),
    ...status.passedOver.leftOut.map(({ path, reason }) => ['', `left out: ${path} (${reason})`]),
    ['', `${files.refused} refused (sightline errors), ${files.waiting} waiting`],
    ...(status.waiting.photos === 0
      ? []
      : [
          [
            'Waiting',
            `${status.waiting.texts} texts and ${status.waiting.acts - status.waiting.texts} marks wait for photos that are not here`,
          ],
        ]),
    ...status.setAside.map((path) => ['Set aside', `${path} (damaged; your work came from its side copy)`]),
    [
      'Photos',
      `${status.photos}: ${status.searchable} searchable, ${status.embedded} seen by the model, ${status.captioned} with alt text`,
    ],
    [
      'Packs',
      status.packs.set === undefined
        ? 'none'
        : `${status.packs.set} (${[status.packs.embedding, status.packs.caption].filter((each) => each !== undefined).join(', ')})`,
    ],
    [
      'Work',
      `${progressLine(status.stages) || 'nothing waits'}${status.paused ? terminal.paint('yellow', ' (paused)') : ''}`,
    ],
    ['Size', `database ${size(status.sizes.databaseBytes)}, thumbnails ${size(status.sizes.thumbnailBytes)}`],
  ]
  const trouble =
    status.trouble === undefined ? [] : [terminal.paint('red', `${status.trouble.message} ${status.trouble.hint}`)]
  return [
    columns(rows),
    ...trouble,
    ...(status.notice === undefined ? [] : [terminal.paint('yellow', status.notice)]),
  ].join('\n')
}

function renderIndex(report: Output<'index', 'run'>, terminal: Terminal): string {
  const counts = `${report.found} files found: ${report.added} new, ${report.changed} changed, ${report.moved} moved, ${report.gone} gone, ${report.unchanged} unchanged`
  const work = report.stages
    .filter((stage) => stage.done + stage.failed > 0)
    .map((stage) => `${stage.done + stage.failed} ${stageDone[stage.stage]}`)
  return [
    `${counts}.`,
    `${work.length > 0 ? work.join(', ') : 'Nothing to do'}, ${report.seconds.toFixed(1)} s.`,
    ...(report.refused > 0 ? [`${report.refused} refused; see: sightline errors`] : []),
    ...(report.notice === undefined ? [] : [terminal.paint('yellow', report.notice)]),
  ].join('\n')
}

function renderErrors({ errors, total }: Output<'library', 'errors'>, terminal: Terminal): string {
  if (total === 0) return 'No errors.'
  const blocks = errors.map((error) =>
    [
      terminal.paint('bold', error.path),
      `  ${terminal.paint('red', error.code)}: ${error.reason}`,
      ...(error.hint === '' ? [] : [`  ${error.hint}`]),
    ].join('\n'),
  )
  return [...blocks, `${errors.length} of ${total}`].join('\n')
}

function renderCaptions({ captions }: Output<'captions', 'forFiles'>, terminal: Terminal): string {
  const single = captions.length === 1
  return captions
    .map((line) => {
      const alt = line.alt ?? terminal.paint('red', `${line.error ?? ''} ${line.hint ?? ''}`.trim())
      const texts = line.description === undefined ? [alt] : [alt, line.description]
      return single ? texts.join('\n') : [line.path, ...texts.map((text) => `  ${text}`)].join('\n')
    })
    .join('\n')
}

function renderPhotos(page: Output<'photos', 'list'>, terminal: Terminal): string {
  if (page.photos.length === 0) return 'No photos yet. Add a folder with: sightline index <folder>'
  const rows = page.photos.map((photo) => [
    String(photo.id),
    photo.takenAt?.replace('T', ' ').slice(0, 16) ?? terminal.paint('dim', 'no date'),
    photo.path,
    altText(photo, terminal),
  ])
  return [
    columns(rows),
    ...(page.next === undefined ? [] : [terminal.paint('dim', `More: --after "${page.next}"`)]),
  ].join('\n')
}

const marks = { good: 'green', notice: 'yellow', bad: 'red' } as const

/** Text for a person, or `undefined` where JSON says it best. */
export function renderAnswer(methodName: string, answer: unknown, terminal: Terminal): string | undefined {
  // Names and titles are anybody's; licences have lines of their own.
  const output = methodName === 'packs.licences' ? answer : printableDeep(answer)
  switch (methodName) {
    // The engine's answer was checked against this method's schema.
    case 'search.query':
      return renderSearch(output as Output<'search', 'query'>, terminal)
    case 'photos.read':
      return renderWords(output as Output<'photos', 'read'>, terminal)
    case 'library.status':
      return renderStatus(output as Output<'library', 'status'>, terminal)
    case 'index.run':
      return renderIndex(output as Output<'index', 'run'>, terminal)
    case 'library.errors':
      return renderErrors(output as Output<'library', 'errors'>, terminal)
    case 'captions.forFiles':
      return renderCaptions(output as Output<'captions', 'forFiles'>, terminal)
    case 'photos.list':
      return renderPhotos(output as Output<'photos', 'list'>, terminal)
    case 'packs.list':
    case 'packs.install':
    case 'packs.use':
      return renderPacks(output as Output<'packs', 'list'>, terminal)
    case 'packs.catalog':
      return renderCatalogue(output as Output<'packs', 'catalog'>, terminal)
    case 'packs.licences':
      return licencesText((output as Output<'packs', 'licences'>).licences)
    case 'packs.repair': {
      const { repaired } = output as Output<'packs', 'repair'>
      return repaired.length === 0 ? 'Every file is as published.' : `Mended: ${repaired.join(', ')}`
    }
    case 'packs.remove':
      return `Removed: ${(output as Output<'packs', 'remove'>).removed.join(', ')}`
    case 'packs.verify':
      return columns(
        (output as Output<'packs', 'verify'>).files.map((file) => [
          terminal.paint(file.good ? 'green' : 'red', file.good ? 'good' : 'BAD'),
          file.pack,
          `${file.path}${file.reason === undefined ? '' : `: ${file.reason}`}`,
        ]),
      )
    case 'library.backups': {
      const { folder, files, trouble } = output as Output<'library', 'backups'>
      if (folder === undefined) return 'No daily backups are kept. Keep them with: sightline backups <folder>'
      const lines = [`${files.length} backups in ${folder}`, ...files.map(({ path }) => `  ${path}`)]
      return [...lines, ...(trouble === undefined ? [] : [terminal.paint('red', trouble)])].join('\n')
    }
    case 'library.doctor':
      return columns(
        (output as Output<'library', 'doctor'>).checks.map((check) => [
          terminal.paint(marks[check.state], check.state),
          check.name,
          check.detail,
        ]),
      )
    case 'explore.overview':
      return columns(exploreRows(output as Output<'explore', 'overview'>))
    case 'moments.list':
      return columns(momentRows(output as Output<'moments', 'list'>))
    case 'albums.list': {
      const { albums } = output as Output<'albums', 'list'>
      if (albums.length === 0) return 'No albums yet. Make one with: sightline albums create <name>'
      return columns(
        albums.map((album) => [
          String(album.id),
          album.name,
          album.count === undefined ? (album.problem?.message ?? '') : `${album.count} photos`,
          album.query ?? '',
        ]),
      )
    }
    case 'doubles.list':
      return renderDoubles(output as Output<'doubles', 'list'>, terminal)
    case 'places.browse': {
      const { countries, withPosition } = output as Output<'places', 'browse'>
      return renderPlaces(countries, withPosition)
    }
    case 'places.proposals':
      return renderProposals((output as Output<'places', 'proposals'>).proposals)
    case 'places.set': {
      const { photos, name } = output as Output<'places', 'set'>
      return photos === 0 ? 'There is no such photo.' : `Taken in ${name}: ${photos}. Undo with: sightline undo`
    }
    case 'captions.check':
      return renderCheck(output as Output<'captions', 'check'>, terminal)
    case 'publish.run': {
      const { run, preview, outcomes } = output as Output<'publish', 'run'>
      if (preview !== undefined) return renderPreview(preview, terminal)
      return run === undefined ? 'Nothing was to be done.' : renderRun({ run, outcomes }, terminal)
    }
    case 'publish.takeBack':
      return renderRun(output as Output<'publish', 'takeBack'>, terminal)
    case 'publish.runs':
      return renderRuns(output as Output<'publish', 'runs'>)
    case 'publish.cancel':
      return 'The run is over. What is written stays; see: sightline publish list'
    case 'publish.import':
      return renderImport(output as Output<'publish', 'import'>, terminal)
    case 'history.list': {
      const { entries } = output as Output<'history', 'list'>
      if (entries.length === 0) return 'Nothing was done here yet that could be taken back.'
      return columns(
        entries.map(({ at, state, what }) => [at.slice(0, 16), state === 'done' ? '' : 'taken back', deedText(what)]),
      )
    }
    case 'history.undo': {
      const { entry, run } = output as Output<'history', 'undo'>
      if (entry === undefined) return 'There is nothing to take back.'
      return [`Taken back: ${deedText(entry.what)}`, ...(run === undefined ? [] : [countsText(run)])].join('\n')
    }
    case 'history.redo': {
      const { entry, run } = output as Output<'history', 'redo'>
      if (entry === undefined) return 'There is nothing to do again.'
      return [`Done again: ${deedText(entry.what)}`, ...(run === undefined ? [] : [countsText(run)])].join('\n')
    }
    case 'folders.list':
      return columns(
        (output as Output<'folders', 'list'>).folders.map((folder) => [
          folder.state,
          `${folder.photos} photos`,
          folder.path,
        ]),
      )
    default:
      return undefined
  }
}

/** Part of what was asked for could not be done. */
export function isPartialFailure(methodName: string, output: unknown): boolean {
  switch (methodName) {
    case 'captions.forFiles':
      return (output as Output<'captions', 'forFiles'>).captions.some((line) => line.error !== undefined)
    case 'library.backups':
      return (output as Output<'library', 'backups'>).trouble !== undefined
    case 'packs.verify':
      return (output as Output<'packs', 'verify'>).files.some((file) => !file.good)
    case 'history.undo':
    case 'history.redo':
    case 'publish.run':
    case 'publish.takeBack': {
      const { run } = output as Output<'publish', 'run'>
      return run !== undefined && (run.counts.refused > 0 || run.state !== 'done')
    }
    case 'publish.import':
      return (output as Output<'publish', 'import'>).unmatchedCount > 0
    case 'library.doctor':
      return (output as Output<'library', 'doctor'>).checks.some((check) => check.state === 'bad')
    default:
      return false
  }
}
