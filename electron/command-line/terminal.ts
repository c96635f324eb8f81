/** Where text goes: plain to a pipe, coloured and rewriting its last line on a terminal. */
import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'

export interface Terminal {
  print(text: string): void
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
      out.write(`${text}\n`)
    },
    complain: (text) => {
      clear()
      error.write(`${text}\n`)
    },
    status: (text) => {
      if (error.isTTY) {
        error.write(`\r\u001B[K${text.slice(0, Math.max(20, error.columns - 1))}`)
        shown = true
        return
      }
      if (Date.now() - lastMs < quietMs) return
      lastMs = Date.now()
      error.write(`${text}\n`)
    },
    paint: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
  }
}
