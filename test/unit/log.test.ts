import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../electron/api/errors.ts'
import { logLevel, logPath, openLog, type LogLevel } from '../../electron/log/log.ts'
import { withoutPaths } from '../../electron/log/without-paths.ts'
import { temporaryFolder } from '../library/open-test-library.ts'

const now = (): Date => new Date('2026-01-02T03:04:05Z')
const linesOf = (folder: string): Record<string, unknown>[] =>
  readFileSync(logPath(folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the log', () => {
  it('keeps a line for each thing that happened, from its level on', () => {
    const folder = temporaryFolder()
    const log = openLog({ folder, part: 'engine', level: 'info', now })

    log.write('debug', 'a photo was read', { path: '/photos/a.jpg' })
    log.write('info', 'the library is open', { photos: 3, name: 'a "quoted"\nname' })

    expect(linesOf(folder)).toEqual([
      {
        at: '2026-01-02T03:04:05.000Z',
        level: 'info',
        part: 'engine',
        pid: process.pid,
        event: 'the library is open',
        photos: 3,
        name: 'a "quoted"\nname',
      },
    ])
  })

  it.each<[LogLevel, boolean]>([
    ['info', false],
    ['debug', true],
  ])('at %s tells the stack and the causes of a failure, and paths: %s', (level, tellsPaths) => {
    const folder = temporaryFolder()
    const cause = new Error("ENOENT: no such file or directory, open '/home/jo/My photos/Anna’s 5th.jpg'")
    const expected = new AppError('damaged', 'Anna’s 5th.jpg is damaged.', { cause })

    openLog({ folder, part: 'cli', level }).failure('a method failed', expected, { method: 'photos.get' })

    const [{ error, method } = {}] = linesOf(folder)
    expect(method).toBe('photos.get')
    expect(error).toMatch(/^AppError damaged\n {4}at /u)
    expect(error).toContain('caused by Error: ENOENT: no such file or directory, open ')
    expect(String(error).includes('Anna')).toBe(tellsPaths)
  })

  it('begins a new file before one grows too large, and keeps three', () => {
    const folder = temporaryFolder()
    const log = openLog({ folder, part: 'engine', level: 'info', mostBytes: 400 })

    for (let number = 0; number < 40; number += 1) log.write('info', 'again', { number })

    expect(readdirSync(join(folder, 'logs')).sort()).toEqual([
      'sightline.log',
      'sightline.log.1',
      'sightline.log.2',
      'sightline.log.3',
    ])
    expect(linesOf(folder).at(-1)).toMatchObject({ number: 39 })
  })

  it('stops nothing where it cannot be written', () => {
    const log = openLog({ folder: join(temporaryFolder(), 'a\0b'), part: 'engine' })

    expect(() => log.write('error', 'trouble')).not.toThrow()
  })

  it.each([
    ['debug', 'debug'],
    ['error', 'error'],
    ['loud', 'info'],
    [undefined, 'info'],
  ])('SIGHTLINE_LOG=%s is %s', (asked, level) => {
    expect(logLevel({ SIGHTLINE_LOG: asked })).toBe(level)
  })
})

describe('a text without paths', () => {
  it.each([
    ["EACCES: permission denied, open '/home/jo/a b.jpg'", 'EACCES: permission denied, open <left out>'],
    ['Input file is missing: /home/jo/it’s a photo (1).jpg', 'Input file is missing: <left out>'],
    ['cannot read C:\\Users\\Jo\\a.jpg', 'cannot read <left out>'],
    ['cannot read \\\\box\\share\\a.jpg', 'cannot read <left out>'],
    ['2 of 3 rows differ and/or fail', '2 of 3 rows differ and/or fail'],
    [
      '    at open (file:///home/jo/sightline/electron/store/database/open.ts:3:1)',
      '    at open (electron/store/database/open.ts:3:1)',
    ],
    ['    at read (/home/jo/elsewhere/x.js:3:1)', '    at read (<elsewhere>'],
    ['    at node:internal/process/task_queues:90:21', '    at node:internal/process/task_queues:90:21'],
  ])('%s', (text, wanted) => {
    expect(withoutPaths(text)).toBe(wanted)
  })
})
