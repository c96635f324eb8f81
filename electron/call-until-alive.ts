/** One call of any method by its name, through the deaths of an engine. */
import { contract } from './api/contract.ts'
import { AppError } from './api/errors.ts'
import { connect, type Transport } from './api/rpc.ts'

export interface NamedCall {
  readonly methodName: string
  readonly input: unknown
  readonly signal: AbortSignal
}

/** Goes on after an engine that died while indexing: the next one sets the culprit apart. */
export async function callUntilAlive(
  transport: Transport,
  { methodName, input, signal }: NamedCall,
  say: (sentence: string) => void,
): Promise<unknown> {
  const [group = '', name = ''] = methodName.split('.')
  // A generic caller: the contract checks the input by the method's name.
  const client = connect(contract, transport) as unknown as Record<
    string,
    Record<string, (input: unknown, signal: AbortSignal) => Promise<unknown>>
  >
  for (;;) {
    try {
      return await client[group]?.[name]?.(input, signal)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'crashed' || methodName !== 'index.run') throw error
      say('The engine stopped unexpectedly; starting it again where it was.')
    }
  }
}
