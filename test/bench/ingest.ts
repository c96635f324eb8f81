/** Pointing it at a folder: every stage, and all of them together, against what the machine can do at best. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { fingerprintFile } from '../../electron/media/fingerprint.ts'
import { readMetadata } from '../../electron/media/metadata/metadata.ts'
import { scanFolder } from '../../electron/watch/scan.ts'
import { startBare } from './bare.ts'
import { inPairs, timed } from './pairs.ts'
import { median, type Section } from './report.ts'

/** Two digests over the same bytes (the file's and the picture's) and the metadata, against one digest. */
const slowestRead = 3.5
/**
 * Everything (scan, read, decode, embed, write) against decode and embed overlapped: reading is a fifteenth of the
 * processor time of a photo, writing next to nothing (facts of the field: 2.2 ms a digest, 54 ms a decode).
 */
const slowestWhole = 1.4

export interface IngestBench {
  readonly packFolder: string
  readonly packSet: string
  readonly paths: readonly string[]
  readonly rounds: number
}

async function indexOnce({ packFolder, packSet, paths }: IngestBench, folder: string): Promise<number> {
  const library = openLibrary({
    folder,
    packFolders: [dirname(packFolder)],
    cataloguePath: cataloguePath(),
    threadUrl: new URL('../../electron/thread.ts', import.meta.url),
  })
  const client = connect(contract, answer(contract, library.handlers, console.error))
  try {
    // The model is loaded once in a program's life, not once a photo.
    await client.index.start({ pack: packSet })
    const { wallMs } = await timed(() => client.index.run({ folders: [dirname(paths[0] ?? '')] }))
    return wallMs
  } finally {
    await library.close()
  }
}

async function wholeAgainstBare(bench: IngestBench): Promise<{ ratio: number; ours: number; bare: number }> {
  const threads = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)))
  const bare = await startBare({ graph: join(bench.packFolder, 'vision.onnx'), threads, batch: 8, ahead: 24 })
  const rounds: { ours: number; bare: number }[] = []
  await bare.run(bench.paths, true)
  for (let round = 0; round < bench.rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
    const ours = await indexOnce(bench, folder)
    rounds.push({ ours, bare: (await timed(() => bare.run(bench.paths, true))).wallMs })
    await rm(folder, { recursive: true, force: true })
  }
  await bare.close()
  return {
    ratio: median(rounds.map((round) => round.ours / round.bare)),
    ours: median(rounds.map((round) => round.ours)),
    bare: median(rounds.map((round) => round.bare)),
  }
}

export async function benchIngest(bench: IngestBench): Promise<Section> {
  const { paths, rounds } = bench
  const root = dirname(paths[0] ?? '')
  const scan = async (): Promise<void> => {
    let found = 0
    for await (const item of scanFolder(root, { classify: () => 'photo' })) found += 'path' in item ? 1 : 0
    if (found !== paths.length) throw new Error(`the scan found ${found} of ${paths.length} photos`)
  }
  const read = async (): Promise<void> => {
    for (const path of paths) await readMetadata(path, { known: await fingerprintFile(path), sidecars: [] })
  }
  const digest = async (): Promise<void> => {
    for (const path of paths)
      createHash('sha256')
        .update(await readFile(path))
        .digest()
  }
  const scanned = await timed(scan)
  const reading = await inPairs(read, digest, Math.max(3, rounds))
  const whole = await wholeAgainstBare(bench)
  const rate = (wallMs: number): number => (1000 * paths.length) / wallMs
  return {
    name: `Pointing it at a folder of ${paths.length} photos`,
    figures: [
      { name: 'scan', value: rate(scanned.wallMs), unit: 'files/s' },
      {
        name: 'read (digests and metadata) / one digest (processor time)',
        value: reading.cpuRatio,
        unit: '×',
        atMost: slowestRead,
      },
      { name: 'read', value: rate(reading.ours.wallMs), unit: 'photos/s' },
      {
        name: 'everything / bare decode and embed overlapped (clock)',
        value: whole.ratio,
        unit: '×',
        atMost: slowestWhole,
      },
      { name: 'everything', value: rate(whole.ours), unit: 'photos/s' },
      { name: 'bare decode and embed overlapped', value: rate(whole.bare), unit: 'photos/s' },
    ],
  }
}
