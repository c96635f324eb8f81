/** The fields of the search box for the terminal, from the table that reads them. */
import { fields } from '../domain/query/fields.ts'

/** Loaded only when asked for: the languages of dates come with it. */
export function searchHelp(): string {
  const rows = fields.map(
    ({ en, example }) => [en.map((name) => `${name}:`).join(' '), `${en[0] ?? ''}:${example}`] as const,
  )
  const width = Math.max(...rows.map(([names]) => names.length))
  return [
    'Fields',
    ...rows.map(([names, example]) => `  ${names.padEnd(width)}  ${example}`),
    '',
    'Also "exact words", -word, "or", "not" and brackets around anything, and dates as one says them.',
  ].join('\n')
}
