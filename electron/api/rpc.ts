/**
 * The envelope that Electron IPC, the engine's port, the command line and the loopback host all carry,
 * and the two ends of it: `answer` for the engine, `connect` for everybody else.
 */
import { z } from 'zod'
import { AppError, toErrorAnswer } from './errors.ts'
import { errorCodes } from './error-codes.ts'

/** How a method appears on the command line. Without it the method is for programs only. */
export interface Verb {
  /** The words typed after `sightline`, such as `packs list`. */
  readonly words: string
  /** The input field that bare words fill; an array field takes all of them. */
  readonly positional?: string
  readonly example?: string
}

/** One capability: what it takes, what it gives, how to say it. */
export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I
  readonly output: O
  readonly summary: string
  readonly verb?: Verb
}

export function method<I extends z.ZodType, O extends z.ZodType>(
  summary: string,
  input: I,
  output: O,
  verb?: Verb,
): Method<I, O> {
  return verb === undefined ? { summary, input, output } : { summary, input, output, verb }
}

/** Methods that belong together, by name. */
export type MethodGroup = Readonly<Record<string, Method>>
export type Contract = Readonly<Record<string, MethodGroup>>

/** The caller's side: every method as an async function. */
export type Client<C extends Contract> = {
  readonly [Group in keyof C]: {
    readonly [Name in keyof C[Group]]: (
      input: z.input<C[Group][Name]['input']>,
      signal?: AbortSignal,
    ) => Promise<z.output<C[Group][Name]['output']>>
  }
}

/** The engine's side: what the library has to implement. */
export type Handlers<C extends Contract> = {
  readonly [Group in keyof C]: {
    readonly [Name in keyof C[Group]]: (
      input: z.output<C[Group][Name]['input']>,
      signal: AbortSignal,
    ) => Promise<z.input<C[Group][Name]['output']>>
  }
}

export const requestSchema = z.object({ method: z.string().max(80), input: z.unknown() })
export type Request = z.infer<typeof requestSchema>

export const responseSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.enum(errorCodes), message: z.string(), hint: z.string() }),
  }),
])
export type Response = z.infer<typeof responseSchema>

/** Carries one request to wherever the engine is. Knows no method names. */
export type Transport = (request: Request, signal: AbortSignal) => Promise<unknown>

/** All methods of a contract by their full name, `group.name`. A Map, so that `__proto__` is no method. */
export function methodsOf(contract: Contract): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries(contract).flatMap(([group, methods]) =>
      Object.entries(methods).map(([name, value]) => [`${group}.${name}`, value] as const),
    ),
  )
}

type AnyHandler = (input: unknown, signal: AbortSignal) => Promise<unknown>

function problem(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ')
}

/**
 * Turns handlers into one function that validates input and output and never rejects.
 * `onInternal` sees what the client must not: the real error behind "internal error".
 */
export function answer<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  onInternal: (method: string, error: unknown) => void = () => undefined,
): (request: unknown, signal: AbortSignal) => Promise<Response> {
  const methods = methodsOf(contract)
  const byName = new Map<string, AnyHandler>(
    Object.entries(handlers).flatMap(([group, methods]) =>
      // The mapped type above guarantees each value is a handler of this shape; the table erases which.
      Object.entries(methods as Record<string, AnyHandler>).map(([name, handler]) => [`${group}.${name}`, handler]),
    ),
  )
  return async function respond(raw, signal): Promise<Response> {
    const request = requestSchema.safeParse(raw)
    if (!request.success) return fail(new AppError('bad-request', 'The request is not an envelope.'))
    if (isDeep(request.data.input)) return fail(tooDeep())
    const found = methods.get(request.data.method)
    const handler = byName.get(request.data.method)
    if (found === undefined || handler === undefined)
      return fail(new AppError('bad-request', `There is no method "${request.data.method}".`))
    const input = found.input.safeParse(request.data.input)
    if (!input.success) return fail(new AppError('bad-request', `${request.data.method}: ${problem(input.error)}`))
    try {
      const output = found.output.safeParse(await handler(input.data, signal))
      if (output.success) return { ok: true, output: output.data }
      onInternal(request.data.method, output.error)
      return fail(output.error)
    } catch (error) {
      const response = fail(error)
      if (!response.ok && response.error.code === 'internal') onInternal(request.data.method, error)
      return response
    }
  }
}

/** Passes a raw envelope on to an engine elsewhere. Never rejects: an engine that is gone is an answer too. */
export async function answerThrough(transport: Transport, raw: unknown, signal: AbortSignal): Promise<Response> {
  const request = requestSchema.safeParse(raw)
  if (!request.success) return fail(new AppError('bad-request', 'The request is not an envelope.'))
  if (isDeep(request.data.input)) return fail(tooDeep())
  try {
    return responseSchema.parse(await transport(request.data, signal))
  } catch (error) {
    return fail(error)
  }
}

/** No input of the contract is near this; what crosses processes is walked by functions that call themselves. */
const mostLevels = 32

/** Level by level, so that no depth can exhaust the stack. */
function isDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; depth < mostLevels; depth += 1) {
    const next: unknown[] = []
    for (const each of level)
      if (typeof each === 'object' && each !== null)
        for (const inner of Object.values(each)) if (typeof inner === 'object' && inner !== null) next.push(inner)
    if (next.length === 0) return false
    level = next
  }
  return true
}

const tooDeep = (): AppError => new AppError('bad-request', 'The request is nested too deeply.')

function fail(error: unknown): Response {
  return { ok: false, error: toErrorAnswer(error) }
}

/** The typed client over any transport. Errors come back as `AppError`; input is checked by the engine. */
export function connect<C extends Contract>(contract: C, transport: Transport): Client<C> {
  const never = new AbortController().signal
  const groups = Object.entries(contract).map(([group, methods]) => {
    const calls = Object.keys(methods).map((name) => {
      const call = async (input: unknown, signal: AbortSignal = never): Promise<unknown> => {
        const response = responseSchema.parse(await transport({ method: `${group}.${name}`, input }, signal))
        if (response.ok) return response.output
        throw new AppError(response.error.code, response.error.message, { hint: response.error.hint })
      }
      return [name, call] as const
    })
    return [group, Object.fromEntries(calls)] as const
  })
  // Built from the contract's own entries, so it has exactly the client's shape.
  return Object.fromEntries(groups) as Client<C>
}
