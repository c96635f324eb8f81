/** What others wrote (names of albums and files, titles of packs, arguments) on its way to a person's terminal. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { contract } from '../../electron/api/contract.ts'
import type { SearchPage } from '../../electron/api/search.ts'
import { renderAnswer } from '../../electron/command-line/render.ts'
import { createTerminal } from '../../electron/command-line/terminal.ts'
import { openTestLibrary, temporaryFolder, tinyPacks } from '../library/open-test-library.ts'

const launcher = fileURLToPath(new URL('../../electron/sightline.mjs', import.meta.url))
/** Clears the screen, colours, moves up, hides the ending, breaks the line, one C1 control. */
const hostile = 'trip\u001B[2J\u001B[31m\u202Egpj.\u009B1A\nforged'

/** A terminal with colours, and what it was sent. */
function open(): { terminal: ReturnType<typeof createTerminal>; sent: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 200 }) as unknown as NodeJS.WriteStream
  const pieces: string[] = []
  stream.on('data', (piece: Buffer) => pieces.push(piece.toString()))
  return { terminal: createTerminal(stream, stream, {}), sent: () => pieces.join('') }
}

/** What a terminal would obey: our own colours and clearing of the line are left out. */
const orders = (text: string): string[] =>
  text.replace(/\p{Cc}\[\d*[mK]|\r/gu, '').match(/(?![\n\t\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu) ?? []

describe('the terminal', () => {
  it('spells out what could move its cursor or hide an ending, wherever text is written, and keeps its own colours', () => {
    const { terminal, sent } = open()

    terminal.print(`${terminal.paint('bold', hostile)} rest`)
    terminal.complain(hostile)
    terminal.status(hostile)

    expect(orders(sent())).toEqual([])
    expect(sent()).toContain('\u001B[1mtrip\\u{1b}[2J')
    expect(sent()).not.toContain('\u001B[31m')
    expect(sent()).toContain('\\u{202e}gpj.')
  })

  it('gives JSON that is the same value, with nothing that a terminal obeys', () => {
    const { terminal, sent } = open()

    terminal.printJson({ name: hostile, flag: '\u{E0067}', joined: '👩‍👩‍👧' })

    expect(orders(sent())).toEqual([])
    expect(JSON.parse(sent())).toEqual({ name: hostile, flag: '\u{E0067}', joined: '👩‍👩‍👧' })
  })

  it('keeps one thing a line, whatever its name', () => {
    const { terminal } = open()
    const album = { id: 1, kind: 'manual', name: hostile, count: 3 }

    const text = renderAnswer('albums.list', { albums: [album, { ...album, name: 'Plain' }] }, terminal)

    expect(text?.split('\n')).toHaveLength(2)
  })
})

describe('the command line', () => {
  const run = (...words: string[]) => spawnSync(process.execPath, [launcher, ...words], { encoding: 'utf8' })

  it('obeys no album, no pack and no argument', async () => {
    const [home, foreign] = [temporaryFolder(), join(temporaryFolder(), 'foreign')]
    cpSync(join(tinyPacks, 'tiny-clip'), foreign, { recursive: true })
    const description = JSON.parse(readFileSync(join(foreign, 'pack.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(
      join(foreign, 'pack.json'),
      JSON.stringify({ ...description, set: 'foreign', id: 'foreign', title: hostile }),
    )
    const library = openTestLibrary(home, { packFolders: [] })
    await library.client.albums.create({ name: hostile })
    await library.client.packs.import({ folder: foreign })
    await library.close()

    const answers = [
      run('albums', '--library', home),
      run('albums', '--json', '--library', home),
      run('packs', 'list', '--library', home),
      run(hostile),
      run('index', `--${hostile}`),
      run('packs', 'use', hostile, '--library', home),
    ]

    for (const { stdout, stderr } of answers) {
      expect(stdout + stderr).toContain('trip')
      expect(orders(stdout + stderr)).toEqual([])
      expect(stdout + stderr).not.toContain('\nforged')
    }
    expect(contract.albums.list.output.parse(JSON.parse(answers[1]?.stdout ?? '')).albums[0]?.name).toBe(hostile)
  })

  it('says what of a search was not understood, and offers what there is without the part in the way', () => {
    const { terminal } = open()
    const page: SearchPage = {
      mode: 'text-only',
      filters: [{ label: 'in Lisbon', words: 'in Lisbon', kind: 'place', at: 4 }],
      complaints: [
        { field: 'contry', meant: 'country' },
        { field: 'rating', value: 'lots', example: 'rating:>=4' },
      ],
      ambiguous: [{ words: '09/01/2015', taken: '2015-09-01', other: '2015-01-09' }],
      spelled: [{ typed: 'sunsat', taken: ['sunset'] }],
      relaxed: [{ dropped: 'in Lisbon', kind: 'place', words: 'tram', total: 12 }],
      freeText: 'tram',
      hits: [],
      nearest: [],
      total: 0,
      atLeast: false,
      tookMs: 1,
    }

    // Colours are marks until they are printed.
    const said = renderAnswer('search.query', page, terminal)?.replaceAll(/<[\da-f]+:\d+>/gu, '')
    expect(said?.split('\n')).toEqual([
      'Only: in Lisbon',
      'There is no field "contry"; country?',
      'rating cannot be "lots"; for instance rating:>=4',
      '09/01/2015 was read as 2015-09-01, not as 2015-01-09; the preference dateOrder decides.',
      'Nothing says "sunsat"; also looked for sunset.',
      'No good match.',
      'Without “in Lisbon”: 12, by searching: tram',
    ])
  })
})
