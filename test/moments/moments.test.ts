import { describe, expect, it } from 'vitest'
import { homeAmong } from '../../electron/domain/moments/home.ts'
import { momentTitle } from '../../electron/domain/moments/moment-title.ts'
import { momentsOf, reachDays, type MomentRules } from '../../electron/domain/moments/moments.ts'
import { secondsOf, type Position, type Shot } from '../../electron/domain/moments/shot.ts'
import { tellingName } from '../../electron/domain/moments/telling-folder.ts'
import { fc } from '../random.ts'

const hamburg: Position = [53.55, 10]
const lisbon: Position = [38.72, -9.14]
const sintra: Position = [38.8, -9.38]
const rules: MomentRules = { homeOf: () => hamburg, likeness: () => undefined }

const idsOf = (shots: readonly Shot[], some: Partial<MomentRules> = rules): number[][] =>
  momentsOf(shots, some).map((moment) => moment.map(({ id }) => id))

let next = 0
const shot = (at: string, position?: Position, folder?: string): Shot => ({ id: (next += 1), at, position, folder })
const at = (minutes: number): string => new Date(Date.UTC(2020, 0, 1) + minutes * 60_000).toISOString().slice(0, 19)

/** Months of a made-up life: bursts, pauses, places, folders, photos with a day only. */
const shots = (days: number): fc.Arbitrary<Shot[]> =>
  fc
    .array(
      fc.record({
        minutes: fc.oneof(
          fc.integer({ min: 0, max: days * 1440 }),
          fc
            .tuple(fc.integer({ min: 0, max: days }), fc.integer({ min: 480, max: 1400 }))
            .map(([d, m]) => d * 1440 + m),
        ),
        position: fc.constantFrom(undefined, hamburg, lisbon, sintra),
        folder: fc.constantFrom(undefined, '/p/2020', '/p/Wedding', '/p/Garden party'),
        dayOnly: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
      }),
      { maxLength: 60 },
    )
    .map((each) =>
      each.map(({ minutes, position, folder, dayOnly }, index) => ({
        ...{ id: index + 1, position, folder },
        at: dayOnly ? at(minutes).slice(0, 10) : at(minutes),
      })),
    )

describe('moments', () => {
  it('part an evening from the morning before, and the days at home', () => {
    const morning = ['2020-05-01T09:00:00', '2020-05-01T09:20:00'].map((each) => shot(each, hamburg))
    const evening = ['2020-05-01T19:00:00', '2020-05-01T19:05:00'].map((each) => shot(each, hamburg))
    const tomorrow = [shot('2020-05-02T09:00:00', hamburg)]

    const moments = idsOf([...morning, ...evening, ...tomorrow])

    expect(moments).toEqual([morning, evening, tomorrow].map((each) => each.map(({ id }) => id)))
  })

  it('keep a slow afternoon whole: the pace is the person’s', () => {
    const slow = ['10:00', '12:00', '13:40', '15:50', '18:00'].map((time) => shot(`2020-05-01T${time}:00`, hamburg))

    expect(idsOf(slow)).toHaveLength(1)
  })

  it('join the days of a journey, its stages included, and end it where home begins', () => {
    const journey = [
      ...[shot('2023-06-03T10:00:00', lisbon), shot('2023-06-04T11:00:00', sintra)],
      ...[shot('2023-06-05T18:00:00', lisbon), shot('2023-06-07T05:00:00', lisbon)],
    ]
    const back = [shot('2023-06-08T10:00:00', hamburg)]

    expect(idsOf([...journey, ...back])).toEqual([journey, back].map((each) => each.map(({ id }) => id)))
  })

  it('join days that lie in one folder with a telling name, and not in one that holds everything', () => {
    const days = ['2020-07-01T12:00:00', '2020-07-02T12:00:00']

    expect(idsOf(days.map((day) => shot(day, undefined, '/p/Anna’s wedding')))).toHaveLength(1)
    expect(idsOf(days.map((day) => shot(day, undefined, '/p/2020-07')))).toHaveLength(2)
  })

  it('do not become one where somebody keeps every day in one folder', () => {
    const daily = Array.from({ length: 200 }, (_, day) => shot(at(day * 1440 + 720), undefined, '/p/Family'))

    expect(momentsOf(daily, rules).length).toBeGreaterThan(150)
  })

  it('are told by looks where the clock leaves a doubt', () => {
    const times = ['10:00', '10:02', '11:50', '11:52']
    const four = times.map((time) => shot(`2020-05-01T${time}:00`, hamburg))
    const scene = new Map(four.map(({ id }, index) => [id, index < 2 ? 'church' : 'garden']))

    const same = momentsOf(four, { ...rules, likeness: () => 0.9 })
    const other = momentsOf(four, { ...rules, likeness: (a, b) => (scene.get(a) === scene.get(b) ? 0.9 : 0.2) })

    expect([same.length, other.length]).toEqual([1, 2])
  })

  it('hold each photo of a known day exactly once, apart in time', () => {
    fc.assert(
      fc.property(shots(40), (all) => {
        const moments = momentsOf(all, rules)

        expect(
          moments
            .flat()
            .map(({ id }) => id)
            .sort((a, b) => a - b),
        ).toEqual(all.map(({ id }) => id))
      }),
    )
  })

  it('do not depend on the order in which photos come', () => {
    fc.assert(
      fc.property(
        shots(40).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(idsOf(shuffled)).toEqual(idsOf(all))
        },
      ),
    )
  })

  it('stay as they are where photos come that lie elsewhere in time', () => {
    const day = 24 * 3600
    fc.assert(
      fc.property(shots(90), shots(90), (all, come) => {
        const added = come.map((each) => ({ ...each, id: each.id + 1000 }))
        const before = momentsOf(all, rules)
        const after = new Set(idsOf([...all, ...added]).map((ids) => ids.join()))
        const times = added.map((each) => secondsOf(each.at.length > 10 ? each.at : `${each.at}T12:00:00`))

        for (const moment of before) {
          const ends = [moment[0], moment.at(-1)].map((each) => secondsOf((each?.at ?? '').slice(0, 10) + 'T12:00:00'))
          const [begin = 0, end = 0] = ends
          const isFar = times.every(
            (time) => time < begin - (reachDays + 3) * day || time > end + (reachDays + 3) * day,
          )
          if (isFar) expect(after).toContain(moment.map(({ id }) => id).join())
        }
      }),
    )
  })
})

describe('the name of a moment', () => {
  it.each([
    [
      { begins: '2023-06-03T10:00:00', ends: '2023-06-07T10:00:00', place: 'Lisbon' },
      'Lisbon, 3–7 June 2023',
      'Lisbon, 3.–7. Juni 2023',
    ],
    [{ begins: '2023-06-03T10:00:00', ends: '2023-06-03T12:00:00' }, '3 June 2023', '3. Juni 2023'],
    [
      { begins: '2019-12-24T17:00:00', ends: '2019-12-25T12:00:00', place: 'Bern' },
      'Christmas 2019',
      'Weihnachten 2019',
    ],
    [{ begins: '2019-12-31T20:00:00', ends: '2020-01-01T02:00:00' }, 'New Year’s Eve 2019', 'Silvester 2019'],
    [{ begins: '2021-04-03T17:00:00', ends: '2021-04-04T12:00:00' }, 'Easter 2021', 'Ostern 2021'],
    [
      { begins: '2019-06-08', ends: '2019-06-08', place: 'Bern', folder: 'Wedding' },
      'Wedding, 8 June 2019',
      'Wedding, 8. Juni 2019',
    ],
    [
      { begins: '2019-10-31T10:00:00', ends: '2019-10-31T11:00:00', place: 'Bern' },
      'Halloween 2019',
      'Bern, 31. Oktober 2019',
    ],
    [
      { begins: '2022-12-30T10:00:00', ends: '2023-01-02T11:00:00', place: 'Bern' },
      'Bern, 30 December 2022 – 2 January 2023',
      'Bern, 30. Dezember 2022 – 2. Januar 2023',
    ],
  ])('of %j is %s, %s', (name, english, german) => {
    expect(
      [momentTitle(name, 'en'), momentTitle(name, 'de')].map((each) => each.replace(/\s/gu, ' ').replace("'", '’')),
    ).toEqual([english, german])
  })

  it.each([
    ['/p/2019-06-08 Anna’s wedding', 'Anna’s wedding'],
    ['/p/Lisbon 2019', 'Lisbon'],
    ['C:\\Photos\\Garden_party', 'Garden party'],
    ['/p/2016-01-10', undefined],
    ['/p/DCIM', undefined],
    ['/p/100CANON', undefined],
    ['/p/Juni 2019', undefined],
    ['/p/Camera Uploads', 'Camera Uploads'],
    ['/', undefined],
    [undefined, undefined],
  ])('takes from the folder %s %s', (path, name) => expect(tellingName(path)).toBe(name))
})

describe('a home', () => {
  it('is where photos are of most weeks, not of most days of one journey', () => {
    const haunts = [
      { position: lisbon, weeks: 3 },
      { position: hamburg, weeks: 4 },
      { position: [53.6, 10.1] as const, weeks: 4 },
    ]

    expect(homeAmong(haunts)).toEqual(hamburg)
    expect(homeAmong([{ position: lisbon, weeks: 3 }])).toBeUndefined()
  })
})
