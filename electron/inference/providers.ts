/**
 * @file Which hardware runs a graph. Today the processor is tried first and is the only default; others run only
 * where asked for. A provider that cannot start is passed over, and the choice says why.
 */

/** Names as onnxruntime-node 1.30 accepts them; what is compiled in differs per platform. */
export type ProviderName = 'cpu' | 'webgpu' | 'coreml' | 'dml' | 'cuda'

/** Which provider runs, and why the ones before it do not. */
export interface ProviderChoice {
  readonly provider: ProviderName
  readonly reason: string
}

export const defaultProviders: readonly ProviderName[] = ['cpu']

/** What onnxruntime wants to hear for a provider. */
export function providerOptions(provider: ProviderName): { readonly name: string } & Record<string, unknown> {
  // Flags: 0x10 makes an MLProgram, 0x20 keeps it on processor and graphics, away from the neural engine's own rounding.
  if (provider === 'coreml') return { name: 'coreml', coreMlFlags: 0x30 }
  if (provider === 'webgpu') return { name: 'webgpu', validationMode: 'basic' }
  return { name: provider }
}

/**
 * Tries the providers in order and ends with the processor.
 * @param wanted order of preference; `cpu` is added at the end when absent
 * @param open starts the graph on one provider, or throws
 * @returns what was opened and the choice with its reason
 * @throws what `open` threw for the processor
 */
export async function openOnFirst<Opened>(
  wanted: readonly ProviderName[],
  open: (provider: ProviderName) => Promise<Opened>,
): Promise<{ opened: Opened; choice: ProviderChoice }> {
  const refusals: string[] = []
  for (const provider of wanted) {
    if (provider === 'cpu') break
    try {
      return { opened: await open(provider), choice: { provider, reason: 'asked for and started' } }
    } catch (error) {
      refusals.push(`${provider} did not start (${firstLine(error)})`)
    }
  }
  const opened = await open('cpu')
  const reason = refusals.length === 0 ? 'the default' : refusals.join('; ')
  return { opened, choice: { provider: 'cpu', reason } }
}

/** The first line of a native library's complaint, short enough for a sentence. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.split('\n')[0] ?? '').slice(0, 240)
}
