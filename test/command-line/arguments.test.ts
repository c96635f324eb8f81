import { describe, expect, it } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import { parseCommand } from '../../electron/command-line/arguments.ts'
import { helpText } from '../../electron/command-line/help.ts'

function read(line: string): unknown {
  const command = parseCommand(contract, line.split(' ').filter(Boolean))
  if (command.kind !== 'call') return command.kind
  return { method: command.verb.methodName, input: command.input, options: command.options }
}

const plain = { library: undefined, json: false, watch: false }

describe('the command line', () => {
  it.each([
    [
      'index /a /b --ignore *.tmp --ignore cache --watch',
      'index.run',
      { folders: ['/a', '/b'], ignore: ['*.tmp', 'cache'] },
      { ...plain, watch: true },
    ],
    ['search red car --limit 5 --json', 'search.query', { words: 'red car', limit: 5 }, { ...plain, json: true }],
    ['--library /lib search --similar x.jpg', 'search.query', { similar: 'x.jpg' }, { ...plain, library: '/lib' }],
    ['search --library search dogs', 'search.query', { words: 'dogs' }, { ...plain, library: 'search' }],
    ['search -- -dog', 'search.query', { words: '-dog' }, plain],
    ['packs verify demo', 'packs.verify', { id: 'demo' }, plain],
    ['albums', 'albums.list', {}, plain],
    ['albums create Two words --query a dog', 'albums.create', undefined, plain],
    ['caption --beams 3 a.jpg', 'captions.forFiles', { photos: ['a.jpg'], beams: 3 }, plain],
    ['caption --level full a.jpg', 'captions.forFiles', { photos: ['a.jpg'], level: 'full' }, plain],
  ])('reads: sightline %s', (line, method, input, options) => {
    if (input === undefined) {
      // Shell quoting is the shell's business; here each word stands alone.
      expect(read(line)).toMatchObject({ method: 'albums.create', input: { name: 'Two words dog', query: 'a' } })
      return
    }
    expect(read(line)).toEqual({ method, input, options })
  })

  it.each([
    ['serach dogs', 'There is no command "serach".'],
    ['search --limit many', '--limit wants a number, not "many".'],
    ['status now', '"now" is not expected here.'],
    ['caption', 'caption wants: photo files.'],
    ['search --colour red', "Unknown option '--colour'."],
    ['packs', 'There is no command "packs".'],
  ])('says what is wrong with: sightline %s', (line, message) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ code: 'bad-request', message }))
  })

  it.each(['', 'help', '--help'])('helps: sightline %s', (line) => {
    expect(read(line)).toBe('help')
  })

  it('describes every command from the contract', () => {
    const help = helpText(contract, undefined)

    for (const verb of [
      'index',
      'search',
      'caption',
      'photos',
      'albums',
      'status',
      'errors',
      'packs list',
      'packs verify',
      'packs import',
      'doctor',
    ])
      expect(help).toContain(`  ${verb}`)
    const command = parseCommand(contract, ['search', '--help'])
    expect(command.kind === 'help' ? helpText(contract, command.verb) : '').toContain('--similar <text>')
  })
})
