import { expect, it } from 'vitest'
import { z } from 'zod'
import { contract } from '../../electron/api/contract.ts'
import { methodsOf } from '../../electron/api/rpc.ts'

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly maxLength?: number
  readonly maxItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
}

/** Where a text or a list may be of any length. */
function unlimited(schema: Schema, at: string): string[] {
  const isText = schema.type === 'string' && schema.enum === undefined && schema.const === undefined
  return [
    ...(isText && schema.maxLength === undefined ? [at] : []),
    ...(schema.type === 'array' && schema.maxItems === undefined ? [`${at}[]`] : []),
    ...(schema.items === undefined ? [] : unlimited(schema.items, `${at}[]`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => unlimited(each, `${at}.${name}`)),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((each) =>
      unlimited(each, at),
    ),
    ...(typeof schema.additionalProperties === 'object' ? unlimited(schema.additionalProperties, `${at}.*`) : []),
  ]
}

it('takes no text and no list of any length, whatever is asked', () => {
  const found = [...methodsOf(contract)].flatMap(([name, { input }]) =>
    // The shape that JSON Schema gives.
    unlimited(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema, name),
  )

  expect(found).toEqual([])
})
