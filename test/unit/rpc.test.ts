import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../electron/api/errors.ts'
import { answer, connect, method, type Contract, type Handlers } from '../../electron/api/rpc.ts'

const small = {
  dog: {
    bark: method('Barks', z.object({ times: z.int().min(1).max(3).default(1) }), z.object({ sound: z.string() })),
    bite: method('Bites', z.object({}), z.object({ sound: z.string() })),
  },
} as const satisfies Contract

const handlers: Handlers<typeof small> = {
  dog: {
    bark: ({ times }) => Promise.resolve({ sound: 'woof '.repeat(times).trim() }),
    bite: () => Promise.reject(new AppError('bad-request', 'Dogs do not bite.', { hint: 'Throw a ball.' })),
  },
}

const never = new AbortController().signal

describe('the envelope', () => {
  it('carries a call, with defaults filled in by the schema', async () => {
    const client = connect(small, answer(small, handlers))

    expect(await client.dog.bark({})).toEqual({ sound: 'woof' })
    expect(await client.dog.bark({ times: 2 })).toEqual({ sound: 'woof woof' })
  })

  it('carries an expected error with its hint', async () => {
    const client = connect(small, answer(small, handlers))

    await expect(client.dog.bite({})).rejects.toMatchObject({
      code: 'bad-request',
      message: 'Dogs do not bite.',
      hint: 'Throw a ball.',
    })
  })

  it.each([
    ['not an envelope', 7],
    ['an unknown method', { method: 'dog.fly', input: {} }],
    ['a name from the prototype', { method: '__proto__.constructor', input: {} }],
    ['bad input', { method: 'dog.bark', input: { times: 9 } }],
  ])('answers %s instead of throwing', async (_, request) => {
    const response = await answer(small, handlers)(request, never)

    expect(response).toMatchObject({ ok: false, error: { code: 'bad-request' } })
  })

  it('hides what was not foreseen, and tells it to the log', async () => {
    const seen: unknown[] = []
    const leaky = { dog: { ...handlers.dog, bite: () => Promise.reject(new Error('password is 1234')) } }

    const response = await answer(small, leaky, (_, error) => seen.push(error))(
      { method: 'dog.bite', input: {} },
      never,
    )

    expect(JSON.stringify(response)).not.toContain('1234')
    expect(seen).toHaveLength(1)
  })

  it('refuses an answer that breaks the contract', async () => {
    // A handler from outside the type system, as a plug-in would be.
    const wrong = { dog: { ...handlers.dog, bark: () => Promise.resolve({ sound: 5 }) } } as unknown as typeof handlers

    expect(await answer(small, wrong)({ method: 'dog.bark', input: {} }, never)).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    })
  })

  it('does not compile with wrong methods, inputs or handlers', () => {
    const client = connect(small, answer(small, handlers))
    const wrong = (): unknown => [
      // @ts-expect-error there is no such method
      client.dog.fly,
      // @ts-expect-error times is a number
      client.dog.bark({ times: 'three' }),
      // @ts-expect-error a handler is missing
      { dog: { bark: handlers.dog.bark } } satisfies Handlers<typeof small>,
    ]

    expect(wrong).toBeTypeOf('function')
  })
})
