/** Help, written from the contract. */
import type { Contract } from '../api/rpc.ts'
import { verbsOf, type Option, type Verb } from './arguments.ts'

const exitCodes = `Exit codes
  0  done (files that were refused are listed by "sightline errors")
  1  failed, or part of what was asked for could not be done
  2  the command line was wrong
  3  another Sightline is indexing this library
  130  stopped by Ctrl-C; indexing goes on where it was next time`

const globalOptions = `Everywhere
  --library <folder>  where the library lies (also SIGHTLINE_LIBRARY)
  --json              one JSON value on standard output
  --help              this help, or the help of a command
  --version           the version`

function positionalText(option: Option): string {
  const name = option.many ? `<${option.field}>…` : `<${option.field}>`
  return option.required ? name : `[${name}]`
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n')
}

function usageLine(verb: Verb): string {
  const positional = verb.positional === undefined ? [] : [positionalText(verb.positional)]
  return [...verb.words, ...positional].join(' ')
}

function optionRow(option: Option): readonly [string, string] {
  const value = option.kind === 'switch' ? '' : option.kind === 'number' ? ' <number>' : ' <text>'
  const fallback = typeof option.fallback === 'number' ? ` (${option.fallback})` : ''
  const many = option.many ? ' (may be repeated)' : ''
  return [`--${option.flag}${value}`, `${option.description}${fallback}${many}`]
}

/** Help for everything, or for one command. */
export function helpText(contract: Contract, verb: Verb | undefined): string {
  if (verb === undefined) {
    const rows = [
      ...verbsOf(contract).map((each) => [usageLine(each), each.method.summary] as const),
      ['library move <folder>', 'Move the library to another folder or drive, whole or not at all'] as const,
      [
        'serve [--port <number>] [--no-open]',
        'Open the window in the browser, from this machine to this machine',
      ] as const,
    ]
    return `Sightline finds photos by what they show. Everything stays on this machine.\n\nUsage: sightline <command> [options]\n\nCommands\n${table(rows)}\n\n${globalOptions}\n\n${exitCodes}`
  }
  const options = verb.options.map(optionRow)
  if (verb.methodName === 'index.run') options.push(['--watch', 'Stay and follow changes until Ctrl-C'])
  const example = verb.method.verb?.example
  return [
    `${verb.method.summary}.`,
    `Usage: sightline ${usageLine(verb)} [options]`,
    ...(options.length > 0 ? [`Options\n${table(options)}`] : []),
    globalOptions,
    ...(example === undefined ? [] : [`Example\n  ${example}`]),
  ].join('\n\n')
}

export const serveHelp = `Usage: sightline serve [--library <folder>] [--port <number>] [--no-open]

Opens the window in your browser, served by the app itself on 127.0.0.1 behind a token.

  --library <folder>  Which library; also SIGHTLINE_LIBRARY
  --port <number>     Which port; any free one without it
  --no-open           Print the address and open nothing`
