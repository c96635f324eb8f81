import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MachineNotes, type Life } from '../../electron/inference/device/machine-notes.ts'
import { temporaryFolder } from './tiny-packs.ts'

const subject = { fingerprint: 'a graphics card', runtime: '1.30.0', pack: 'pack@1' }
/** A life that is over: the process that has its number now is this one. */
const former: Life = { pid: process.pid, id: 'former' }
const present: Life = { pid: process.pid, id: 'present' }
/** Another process that lives: whoever started us. */
const neighbour: Life = { pid: process.ppid, id: 'neighbour' }

async function notesPath(): Promise<string> {
  return join(await temporaryFolder(), 'machine.json')
}

test('a trial during which the engine died is the last one', async () => {
  const path = await notesPath()
  new MachineNotes(path, former, false).begin(subject, 'webgpu')

  const verdict = new MachineNotes(path, present, true).verdict(subject, 'webgpu')

  expect(verdict).toMatchObject({ state: 'crashed', detail: 'the engine died while trying' })
  expect(new MachineNotes(path, present, true).verdict(subject, 'webgpu')?.state).toBe('crashed')
})

test('a trial that another living process has begun is not judged', async () => {
  const path = await notesPath()
  new MachineNotes(path, neighbour, false).begin(subject, 'webgpu')

  expect(new MachineNotes(path, present, true).verdict(subject, 'webgpu')?.state).toBe('trying')
})

test('a verdict is about one provider, machine, runtime and pack', async () => {
  const notes = new MachineNotes(await notesPath(), present, false)
  notes.settle(subject, 'webgpu', { state: 'trusted', detail: '', speedup: 3 })

  expect(notes.verdict(subject, 'webgpu')?.speedup).toBe(3)
  expect(notes.verdict(subject, 'cuda')).toBeUndefined()
  for (const other of [{ fingerprint: 'b' }, { runtime: '2' }, { pack: 'pack@2' }])
    expect(notes.verdict({ ...subject, ...other }, 'webgpu')).toBeUndefined()
})

/** Lives that use the provider and die, one after the other; `true` where a supervisor saw it. */
test.each([
  { deaths: [true], state: 'trusted' },
  { deaths: [true, true], state: 'crashed' },
  { deaths: [false, false, false], state: 'trusted' },
  { deaths: [true, false], state: 'trusted' },
])('after deaths while in use ($deaths: witnessed or not) a provider is $state', async ({ deaths, state }) => {
  const path = await notesPath()
  const lives = deaths.map((_, index) => ({ pid: process.pid, id: `life ${index}` }))
  new MachineNotes(path, former, false).settle(subject, 'webgpu', { state: 'trusted', detail: '' })

  for (const [index, life] of lives.entries()) {
    const notes = new MachineNotes(path, life, deaths[index - 1] ?? false)
    if (notes.verdict(subject, 'webgpu')?.state === 'trusted') notes.use(subject, 'webgpu')
  }

  expect(new MachineNotes(path, present, deaths.at(-1) ?? false).verdict(subject, 'webgpu')?.state).toBe(state)
})

test('a life that ended well makes up for the deaths before', async () => {
  const path = await notesPath()
  new MachineNotes(path, former, false).settle(subject, 'webgpu', { state: 'trusted', detail: '' })
  const seen = [1, 2, 3, 4].map((life) => {
    const notes = new MachineNotes(path, { pid: process.pid, id: `life ${life}` }, true)
    const state = notes.verdict(subject, 'webgpu')?.state
    notes.use(subject, 'webgpu')
    if (life % 2 === 0) notes.leave(subject, 'webgpu')
    return state
  })

  expect(seen).toEqual(['trusted', 'trusted', 'trusted', 'trusted'])
})

test('a hang condemns what this process tries or uses, and nothing else', async () => {
  const notes = new MachineNotes(await notesPath(), present, false)
  notes.settle(subject, 'cuda', { state: 'trusted', detail: '' })
  notes.begin(subject, 'webgpu')

  notes.condemn('no answer')

  expect(notes.verdict(subject, 'webgpu')).toMatchObject({ state: 'hung', detail: 'no answer' })
  expect(notes.verdict(subject, 'cuda')?.state).toBe('trusted')
})

test('asking for a provider anew forgets what stood against it, and only that', async () => {
  const notes = new MachineNotes(await notesPath(), present, false)
  notes.settle(subject, 'webgpu', { state: 'crashed', detail: '' })
  notes.settle(subject, 'cuda', { state: 'wrong', detail: '' })
  notes.settle({ ...subject, pack: 'other@1' }, 'webgpu', { state: 'trusted', detail: '' })

  notes.forgive('webgpu')

  expect(notes.verdict(subject, 'webgpu')).toBeUndefined()
  expect(notes.verdict(subject, 'cuda')?.state).toBe('wrong')
  expect(notes.verdict({ ...subject, pack: 'other@1' }, 'webgpu')?.state).toBe('trusted')
})

test.each(['', 'no json', '{"format":2}', '{"format":1,"verdicts":[{"provider":"gpu"}],"tunings":[]}'])(
  'notes that cannot be read (%j) are as if nothing had been found out, and are written anew',
  async (text) => {
    const path = await notesPath()
    await writeFile(path, text)
    const notes = new MachineNotes(path, present, false)

    expect(notes.verdicts(subject)).toEqual([])
    notes.settle(subject, 'webgpu', { state: 'slower', detail: '' })
    expect(notes.verdict(subject, 'webgpu')?.state).toBe('slower')
  },
)

test('a tuning is kept per machine, runtime and pack', async () => {
  const path = await notesPath()
  const tuning = { threads: 2, batch: 4, measured: [{ threads: 2, batch: 4, msPerPhoto: 10 }], decodeMs: 50 }
  new MachineNotes(path, former, false).setTuning(subject, tuning)

  const notes = new MachineNotes(path, present, false)

  expect(notes.tuning(subject)).toEqual(tuning)
  expect(notes.tuning({ ...subject, pack: 'pack@2' })).toBeUndefined()
})
