/**
 * Where text goes: plain to a pipe, coloured and rewriting its last line on a terminal. Nothing of others reaches it as
 * it is: escapes and direction marks in names, titles and arguments are spelled out here, where everything passes.
 */
import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { printable, printableJson, printableLines } from '../domain/printable.ts'

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'

export interface Terminal {
  print(text: string): void
  /** One value; whoever reads it as JSON gets it as it is. */
  printJson(value: unknown): void
  complain(text: string): void
  /** A line that the next one replaces; nothing on a pipe but a line every few seconds. */
  status(text: string): void
  paint(style: Style, text: string): string
}

const quietMs = 5000

export function createTerminal(
  out: NodeJS.WriteStream,
  error: NodeJS.WriteStream,
  environment: NodeJS.ProcessEnv,
): Terminal {
  // What text of others cannot guess stands for the escapes of our own until the text is written.
  const secret = randomBytes(8).toString('hex')
  const own = new RegExp(`<${secret}:(\\d+)>`, 'gu')
  const fit = (text: string): string => printableLines(text.replaceAll('\r\n', '\n')).replace(own, '\u001B[$1m')
  const coloured = out.isTTY && (environment['NO_COLOR'] ?? '') === ''
  let shown = false
  let lastMs = 0
  const clear = (): void => {
    if (shown) error.write('\r\u001B[K')
    shown = false
  }
  return {
    print: (text) => {
      clear()
      out.write(`${fit(text)}\n`)
    },
    printJson: (value) => {
      clear()
      out.write(`${printableJson(JSON.stringify(value, undefined, 2))}\n`)
    },
    complain: (text) => {
      clear()
      error.write(`${fit(text)}\n`)
    },
    status: (given) => {
      const text = printable(given)
      if (error.isTTY) {
        error.write(`\r\u001B[K${text.slice(0, Math.max(20, error.columns - 1))}`)
        shown = true
        return
      }
      if (Date.now() - lastMs < quietMs) return
      lastMs = Date.now()
      error.write(`${text}\n`)
    },
    paint: (style, text) => {
      if (!coloured) return text
      const [begin, end] = inspect.colors[style] ?? [0, 0]
      return `<${secret}:${begin}>${text}<${secret}:${end}>`
    },
  }
}
