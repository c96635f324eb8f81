/** The command line read by the contract: verbs, options and help all come from one table. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { z } from 'zod'
import { AppError } from '../api/errors.ts'
import { methodsOf, type Contract, type Method } from '../api/rpc.ts'

/** One field of a method's input, as an option. */
export interface Option {
  readonly field: string
  readonly flag: string
  readonly kind: 'text' | 'number' | 'switch'
  readonly many: boolean
  readonly required: boolean
  readonly description: string
  readonly fallback: unknown
}

export interface Verb {
  readonly words: readonly string[]
  readonly methodName: string
  readonly method: Method
  readonly positional: Option | undefined
  readonly options: readonly Option[]
}

export interface GlobalOptions {
  readonly library: string | undefined
  readonly json: boolean
  readonly watch: boolean
}

export type Command =
  | { readonly kind: 'call'; readonly verb: Verb; readonly input: unknown; readonly options: GlobalOptions }
  | { readonly kind: 'help'; readonly verb: Verb | undefined }
  | { readonly kind: 'version' }

interface FieldSchema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly items?: FieldSchema
}

function optionsOf(method: Method): readonly Option[] {
  // The shape that JSON Schema gives an object's fields.
  const schema = z.toJSONSchema(method.input, { io: 'input' }) as {
    properties?: Record<string, FieldSchema>
    required?: string[]
  }
  return Object.entries(schema.properties ?? {}).map(([field, each]) => {
    const type = each.type === 'array' ? each.items?.type : each.type
    return {
      field,
      flag: field.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`),
      kind: type === 'boolean' ? 'switch' : type === 'integer' || type === 'number' ? 'number' : 'text',
      many: each.type === 'array',
      required: schema.required?.includes(field) ?? false,
      description: each.description ?? '',
      fallback: each.default,
    }
  })
}

/** Every method that has words of its own. */
export function verbsOf(contract: Contract): readonly Verb[] {
  return [...methodsOf(contract)].flatMap(([methodName, method]) => {
    if (method.verb === undefined) return []
    const { words, positional } = method.verb
    const options = optionsOf(method)
    return {
      words: words.split(' '),
      methodName,
      method,
      positional: options.find((option) => option.field === positional),
      options: options.filter((option) => option.field !== positional),
    }
  })
}

function findVerb(verbs: readonly Verb[], words: readonly string[]): Verb | undefined {
  return verbs
    .filter((verb) => verb.words.every((word, index) => words[index] === word))
    .sort((a, b) => b.words.length - a.words.length)[0]
}

/** Options come before or after the verb; bare words begin the verb. */
const globals = {
  library: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  watch: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

function usage(message: string, verb?: Verb): AppError {
  const more = verb === undefined ? 'sightline --help' : `sightline ${verb.words.join(' ')} --help`
  return new AppError('bad-request', message, { hint: `See: ${more}` })
}

function numberFrom(option: Option, text: string, verb: Verb): number {
  const value = Number(text)
  if (text.trim() === '' || Number.isNaN(value)) throw usage(`--${option.flag} wants a number, not "${text}".`, verb)
  return value
}

function valueOf(option: Option, given: readonly string[], verb: Verb): unknown {
  const values = option.kind === 'number' ? given.map((text) => numberFrom(option, text, verb)) : given
  if (option.many) return values
  return option.kind === 'text' ? values.join(' ') : values[0]
}

/** Reads the words after `sightline`. Errors: `bad-request` with where to look. */
export function parseCommand(contract: Contract, words: readonly string[]): Command {
  const verbs = verbsOf(contract)
  const end = words.indexOf('--')
  const bare = (end === -1 ? words : words.slice(0, end)).filter((word) => !word.startsWith('-'))
  const asked = skipLibraryValue(words, bare)
  const verb = findVerb(verbs, asked)
  if (words.includes('--version')) return { kind: 'version' }
  if (verb === undefined) {
    const [first] = asked
    if (first === undefined || first === 'help') return { kind: 'help', verb: findVerb(verbs, asked.slice(1)) }
    throw usage(`There is no command "${first}".`)
  }
  const parsed = parseFor(verb, words)
  const { values, positionals } = parsed
  if (values['help'] === true) return { kind: 'help', verb }
  const input = readInput(verb, values, positionals.slice(verb.words.length))
  const library = values['library']
  return {
    kind: 'call',
    verb,
    input,
    options: {
      library: typeof library === 'string' ? library : undefined,
      json: values['json'] === true,
      watch: values['watch'] === true,
    },
  }
}

/** `--library /photos index` must not take "/photos" for the verb. */
function skipLibraryValue(words: readonly string[], bare: readonly string[]): readonly string[] {
  const at = words.indexOf('--library')
  const value = at === -1 ? undefined : words[at + 1]
  if (value === undefined) return bare
  const drop = bare.indexOf(value)
  return bare.filter((_, index) => index !== drop)
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

function parseFor(verb: Verb, words: readonly string[]): { values: Values; positionals: readonly string[] } {
  const own = Object.fromEntries(
    verb.options.map((option) => [
      option.flag,
      { type: option.kind === 'switch' ? ('boolean' as const) : ('string' as const), multiple: option.many },
    ]),
  )
  const { watch, ...shared } = globals
  const options = { ...own, ...shared, ...(verb.methodName === 'index.run' ? { watch } : {}) }
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw usage(`${message}.`, verb)
  }
}

function readInput(verb: Verb, values: Values, rest: readonly string[]): unknown {
  const input: Record<string, unknown> = {}
  for (const option of verb.options) {
    const given = values[option.flag]
    if (given === undefined) continue
    if (typeof given === 'boolean') input[option.field] = given
    else input[option.field] = valueOf(option, [given].flat().map(String), verb)
  }
  if (verb.positional === undefined && rest.length > 0) throw usage(`"${rest.join(' ')}" is not expected here.`, verb)
  if (verb.positional !== undefined && rest.length > 0)
    input[verb.positional.field] = valueOf(verb.positional, rest, verb)
  if (verb.positional?.required === true && rest.length === 0)
    throw usage(`${verb.words.join(' ')} wants: ${verb.positional.description.toLowerCase()}.`, verb)
  return input
}

export interface ServeOptions {
  readonly library: string | undefined
  /** 0 takes a free port. */
  readonly port: number
  /** Whether the browser is opened, or only the address printed. */
  readonly opens: boolean
}

/** The options of `sightline serve`. Errors: `bad-request`. */
export function readServeOptions(args: readonly string[]): ServeOptions {
  const { values } = parse(() =>
    parseArgs({
      args: [...args],
      options: { library: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
    }),
  )
  const port = Number(values.port ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new AppError('bad-request', '--port takes a number from 0 to 65535.', {
      hint: 'Leave it out for any free one.',
    })
  return { library: values.library, port, opens: values['no-open'] !== true }
}

function parse<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new AppError('bad-request', error instanceof Error ? error.message : String(error), {
      hint: 'See: sightline --help',
    })
  }
}

export interface MoveOptions {
  readonly to: string
  readonly library: string | undefined
}

/** The options of `sightline library move <folder>`, where that is the command. Errors: `bad-request`. */
export function readMoveOptions(args: readonly string[]): MoveOptions | undefined {
  const { values, positionals } = parse(() =>
    parseArgs({ args: [...args], options: { library: { type: 'string' } }, allowPositionals: true, strict: false }),
  )
  const [first, second, to, ...rest] = positionals
  if (first !== 'library' || second !== 'move') return undefined
  if (to === undefined || rest.length > 0 || Object.keys(values).some((name) => name !== 'library'))
    throw new AppError('bad-request', 'library move wants one folder.', {
      hint: 'Such as: sightline library move /media/usb/sightline (with --library for another than the usual one)',
    })
  return { to, library: typeof values.library === 'string' ? values.library : undefined }
}

/** What follows or precedes the word `serve`, where it is the command; options may stand before it. */
export function serveArguments(args: readonly string[]): readonly string[] | undefined {
  const at = args.findIndex(
    (each, index) => !each.startsWith('-') && args[index - 1] !== '--library' && args[index - 1] !== '--port',
  )
  return args[at] === 'serve' ? args.filter((_, index) => index !== at) : undefined
}
