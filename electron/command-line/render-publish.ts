/** What publishing did, or would do, as a person reads it in a terminal. */
import type { z } from 'zod'
import type { publishMethods } from '../api/methods/publish.ts'
import type { PublishOutcome, PublishPreview, PublishRun } from '../api/publish.ts'
import { duration } from './quantities.ts'
import type { Terminal } from './terminal.ts'

type Output<Name extends keyof typeof publishMethods> = z.output<(typeof publishMethods)[Name]['output']>

/** So many refused photos are named; the rest is in --json and in the window. */
const shown = 20

/** One line while a run is under way. */
export function publishLine({ done, total, rate, secondsLeft, undoes }: PublishRun): string {
  const speed = rate > 0 ? ` · ${rate.toFixed(1)}/s` : ''
  const left = secondsLeft === undefined ? '' : ` · ${duration(Math.round(secondsLeft))} left`
  return `${undoes === undefined ? 'publishing' : 'taking back'} ${done}/${total}${speed}${left}`
}

/** "184 written, 16 without text, 2 refused". */
export function countsText({ counts, undoes }: PublishRun): string {
  const { written, same, withoutText, decorative, refused } = counts
  return [
    `${written} ${undoes === undefined ? 'written' : 'taken back'}`,
    ...(same > 0 ? [`${same} ${undoes === undefined ? 'said so already' : 'were as before already'}`] : []),
    ...(withoutText > 0 ? [`${withoutText} without text`] : []),
    ...(decorative > 0 ? [`${decorative} that need no words`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ].join(', ')
}

export function renderRun(
  { run, outcomes }: { run: PublishRun; outcomes: readonly PublishOutcome[] },
  terminal: Terminal,
): string {
  const refused = outcomes.flatMap(({ refusal }) => refusal ?? [])
  const more = run.counts.refused - Math.min(shown, refused.length)
  return [
    `${countsText(run)}.`,
    ...(run.to === undefined ? [] : [`To: ${run.to}`]),
    ...refused
      .slice(0, shown)
      .map(({ path, reason, hint }) => `${terminal.paint('yellow', path)}\n  ${reason} ${hint}`),
    ...(more > 0 ? [`and ${more} more; all of them with --json`] : []),
    ...(run.trouble === undefined ? [] : [terminal.paint('red', `${run.trouble.message} ${run.trouble.hint}`)]),
    ...(run.undoable ? [terminal.paint('dim', `Take it back with: sightline publish undo ${run.id}`)] : []),
  ].join('\n')
}

export function renderPreview(preview: PublishPreview, terminal: Terminal): string {
  const { photos, withText, withoutText, decorative, unseen, doubtful, rows, allowed } = preview
  const blocks = rows.map(({ path, alt, description, altBefore, targets, refusal }) =>
    [
      terminal.paint('bold', path),
      ...targets.map(({ path: target, kind }) => `  ${kind === 'embedded' ? 'into the file' : `into ${target}`}`),
      ...(altBefore === undefined ? [] : [`  was: ${altBefore}`]),
      ...(alt === undefined ? [] : [`  alt: ${alt}`]),
      ...(description === undefined ? [] : [`  description: ${description}`]),
      ...(refusal === undefined ? [] : [terminal.paint('yellow', `  ${refusal.reason} ${refusal.hint}`)]),
    ].join('\n'),
  )
  const needless = decorative > 0 ? `, ${decorative} need no words` : ''
  return [
    ...blocks,
    `${photos} photos: ${withText} with text, ${withoutText} without${needless}.`,
    ...(unseen > 0 ? [`${unseen} texts are a model’s and nobody has looked at them yet.`] : []),
    ...(doubtful > 0 ? [`${doubtful} texts ask for a look (leave them out with --texts settled).`] : []),
    ...(allowed ? [] : ['Writing into photo files is switched off; --allow switches it on.']),
  ].join('\n')
}

export function renderRuns({ runs }: Output<'runs'>): string {
  if (runs.length === 0) return 'Nothing was published from this library yet.'
  return runs
    .map((run) =>
      [
        String(run.id).padStart(4),
        run.begunAt.slice(0, 16).replace('T', ' '),
        run.undoes === undefined ? run.form : `undo of ${run.undoes}`,
        run.state,
        countsText(run),
        run.to ?? '',
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function renderImport(output: Output<'import'>, terminal: Terminal): string {
  const { taken, rows, changing, changes, unchanged, unmatched, unmatchedCount } = output
  return [
    ...changes
      .slice(0, shown)
      .map(({ path, kind, before, after, decorative }) =>
        [
          `${terminal.paint('bold', path)} (${kind})`,
          ...(before === '' ? [] : [terminal.paint('dim', `  was: ${before}`)]),
          decorative ? '  needs no words' : `  now: ${after}`,
        ].join('\n'),
      ),
    `${rows} rows: ${changing} photos ${taken ? 'changed' : 'would change'}, ${unchanged} as before, ${unmatchedCount} not in this library.`,
    ...unmatched.slice(0, shown).map((name) => terminal.paint('yellow', `  not here, or several: ${name}`)),
  ].join('\n')
}
