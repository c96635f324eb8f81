/**
 * Every method of the contract, asked at random by its own schema: no answer is an internal error. `SIGHTLINE_FUZZ`
 * says how many calls; from 20,000 on none may take longer than a second.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '../../electron/api/contract.ts'
import { answer, methodsOf } from '../../electron/api/rpc.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { createRandom } from '../random.ts'
import { demoPacks, putPictures, temporaryFolder, tinyPacks } from './open-test-library.ts'
import { fileURLToPath } from 'node:url'

const calls = Number(process.env['SIGHTLINE_FUZZ'] ?? 400)
const isLong = calls >= 20_000
/** They work for as long as there is work, or measure this machine. */
const longJobs = new Set(['index.run', 'library.doctor', 'packs.catalog', 'packs.verify', 'captions.forFiles'])
/** Also a list of albums that may wait for the models. */
const mayTakeLong = (name: string, input: unknown): boolean =>
  longJobs.has(name) || (name === 'albums.list' && (input as { readonly atOnce?: boolean }).atOnce !== true)

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly contentEncoding?: string
}

const oddTexts = [
  '',
  ' ',
  '0',
  '-1',
  '__proto__',
  'constructor',
  'null',
  '../../etc/passwd',
  'C:\\',
  '\0',
  '\n',
  '\u202Egpj',
  '👩‍👩‍👧',
  'é',
  'e\u0301',
  '"',
  "'; DROP TABLE photos; --",
  '%',
  '*',
  '(',
  ')',
  'AND OR NOT',
  'NEAR(',
  '"unclosed',
  '-',
  '- -',
  'a:b:c',
  'rating:',
  'rating:99',
  'iso:>',
  'f/0',
  '2023-13-45',
  '99999',
  'summer 99999',
  'has:',
  'place:"',
  'camera:*',
  '<b>',
  '{"a":1}',
  '[',
  'a'.repeat(999),
  ' '.repeat(500),
  '日本語',
  'ﷺ',
  '\uD800',
]
const oddNumbers = [0, -1, 1, 0.5, 1e3, 1e15, -1e15, 2 ** 31, 2 ** 53, Number.MAX_VALUE, NaN, Infinity]

/** What makes sense somewhere in this library, by the name of the field. */
interface Known {
  readonly photos: readonly number[]
  readonly albums: readonly number[]
  readonly paths: readonly string[]
  readonly words: readonly string[]
}

class Inputs {
  readonly #next: () => number
  readonly #known: Known

  constructor(next: () => number, known: Known) {
    this.#next = next
    this.#known = known
  }

  chance(share: number): boolean {
    return this.#next() < share
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.#next() * values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }

  /** Mostly what the schema wants; at times anything else. */
  value(schema: Schema, field: string, depth = 0): unknown {
    if (this.chance(0.04)) return this.pick<unknown>([null, true, [], {}, 'text', 7, [[[]]], { toString: 1 }])
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return this.chance(0.9) ? this.pick(schema.enum) : 'none of them'
    const ways = schema.anyOf ?? schema.oneOf
    if (ways !== undefined && ways.length > 0) return this.value(this.pick(ways), field, depth)
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {}).flatMap(([name, each]) => {
            const wanted = schema.required?.includes(name) === true ? 0.97 : 0.5
            return this.chance(wanted) ? [[name, this.value(each, name, depth + 1)]] : []
          }),
        )
      case 'array': {
        const length = this.chance(0.02) ? 2000 : Math.floor(this.#next() * 4)
        return Array.from({ length }, () => this.value(schema.items ?? {}, field, depth + 1))
      }
      case 'string':
        return this.text(schema, field)
      case 'integer':
      case 'number':
        return this.number(schema, field)
      case 'boolean':
        return this.chance(0.5)
      default:
        return this.pick(oddTexts)
    }
  }

  text(schema: Schema, field: string): string {
    // Paths by their limit as well: whatever is written there must be written into the test's own folder.
    if (schema.maxLength === 4096 || /path|folder|file|similar$|photos|^to$/iu.test(field)) return this.path()
    if (this.chance(0.05)) return 'x'.repeat(Math.min(schema.maxLength ?? 10_000, 10_000) + (this.chance(0.5) ? 1 : 0))
    return this.pick(this.chance(0.5) ? this.#known.words : oddTexts)
  }

  /** Of the test's own folder, or of nowhere: a call may scan it, import it, write beside it. */
  path(): string {
    const base = this.pick(this.#known.paths)
    return this.chance(0.6) ? base : `${base}/${this.pick(oddTexts.filter((text) => !text.includes('..')))}`
  }

  number(schema: Schema, field: string): number {
    if (/photo|similarTo/iu.test(field) && this.chance(0.8)) return this.pick(this.#known.photos)
    if (/album/iu.test(field) && this.chance(0.8)) return this.pick(this.#known.albums)
    if (this.chance(0.2)) return this.pick(oddNumbers)
    const least = Math.max(schema.minimum ?? 0, -1000)
    return Math.floor(least + this.#next() * (Math.min(schema.maximum ?? 50, least + 1000) - least + 1))
  }
}

it(
  `answers ${calls} calls at random, none of them with an internal error`,
  { timeout: isLong ? 3_600_000 : 120_000 },
  async () => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 12)
    mkdirSync(join(photos, 'empty'))
    const library = openLibrary({
      folder: home,
      packFolders: [demoPacks, tinyPacks],
      cataloguePath: fileURLToPath(new URL('../../models/catalog.json', import.meta.url)),
      threadUrl: new URL('../../electron/thread.ts', import.meta.url),
      // Nobody listens there: what would be fetched is refused at once.
      network: { environment: { HF_ENDPOINT: 'http://127.0.0.1:9' } },
    })
    const failures: string[] = []
    const respond = answer(contract, library.handlers, (method, error) => failures.push(`${method}: ${String(error)}`))
    const never = new AbortController().signal
    const ask = (method: string, input: unknown): ReturnType<typeof respond> => respond({ method, input }, never)
    await ask('index.run', { folders: [photos], pack: 'tiny' })
    await ask('albums.create', { name: 'One' })
    await ask('albums.create', { name: 'Fours', query: 'rating:4' })
    const next = createRandom('fuzz')
    const inputs = new Inputs(next, {
      photos: Array.from({ length: 12 }, (_, index) => index + 1),
      albums: [1, 2],
      paths: [
        photos,
        join(photos, 'empty'),
        join(photos, '0.jpg'),
        join(photos, 'gone.jpg'),
        join(photos, 'nowhere'),
        home,
      ],
      words: ['sea', '0.jpg', 'rating:4', '2020', 'has:alt -dog', '"old town"', 'tiny', 'demo', 'en', 'default'],
    })
    const methods = Array.from(methodsOf(contract), ([name, { input }]) => ({
      name,
      // The shape that JSON Schema gives.
      schema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema,
    }))
    const shortOnes = methods.filter(({ name }) => !longJobs.has(name))
    const slow: string[] = []
    const codes = new Map<string, number>()

    for (let call = 0; call < calls; call += 1) {
      const { name, schema } = inputs.pick(inputs.chance(0.02) ? methods : shortOnes)
      const input = inputs.value(schema, '')
      const begun = performance.now()
      const response = await ask(name, input)
      const tookMs = performance.now() - begun
      // Who waits for a run that is paused waits for a person.
      if (name === 'publish.pause') await ask('publish.resume', {})
      const code = response.ok ? 'ok' : response.error.code
      codes.set(code, (codes.get(code) ?? 0) + 1)
      if (isLong && call % 2000 === 0) console.log(`${call} calls: ${JSON.stringify(Object.fromEntries(codes))}`)
      if (code === 'internal') failures.push(`${name} ${JSON.stringify(input).slice(0, 300)}`)
      if (tookMs > 1000 && !mayTakeLong(name, input))
        slow.push(`${name} ${Math.round(tookMs)} ms ${JSON.stringify(input).slice(0, 300)}`)
    }
    await library.close()

    if (isLong) console.log(`${calls} calls: ${JSON.stringify(Object.fromEntries(codes))}`)
    expect({ failures, slow: isLong ? slow : [] }).toEqual({ failures: [], slow: [] })
    // What is asked makes sense often enough to reach what it asks for.
    expect(codes.get('ok') ?? 0).toBeGreaterThan(calls / 10)
  },
)
