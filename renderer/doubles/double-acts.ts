/** What a person does with a group of doubles. Each says what it did. */
import type { DoubleGroup } from '../../electron/api/doubles/doubles.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { activity } from '../state/activity.svelte.ts'
import { announcer, attempt } from '../state/announcer.svelte.ts'
import { deeds } from '../state/deeds.svelte.ts'
import { api, desktop } from '../state/host.ts'
import { words } from '../strings/strings.svelte.ts'

/** The photos of a group that are not the one that is kept. */
export function othersOf({ members }: DoubleGroup, kept: number): readonly PhotoId[] {
  const keep = members[kept]?.photo.id
  return [...new Set(members.map(({ photo }) => photo.id))].filter((id) => id !== keep)
}

/** They are none of each other, for good. */
export async function partGroup({ members }: DoubleGroup): Promise<void> {
  const photos = members.map(({ photo }) => photo.id)
  if (await attempt(() => api.doubles.part({ photos }))) deeds.did(words.t.doubles.parted(photos.length))
}

/** Human work of the others goes to the kept one; nothing else happens. */
export async function gatherGroup(group: DoubleGroup, kept: number): Promise<void> {
  if (await gather(group, kept)) deeds.did(words.t.doubles.merged)
}

async function gather(group: DoubleGroup, kept: number): Promise<boolean> {
  const keep = group.members[kept]?.photo.id
  const from = othersOf(group, kept)
  if (keep === undefined || from.length === 0) return true
  return attempt(() => api.doubles.merge({ keep, from: [...from] }))
}

/** Gathers, then puts the others into the system's trash. On a desktop only. */
export async function trashOthers(group: DoubleGroup, kept: number): Promise<void> {
  const keep = group.members[kept]
  const host = desktop
  if (keep === undefined || host === undefined || !(await gather(group, kept))) return
  // Copies of the kept photo: these files alone.
  const copies = group.members.filter((each) => each.photo.id === keep.photo.id && each.path !== keep.path)
  const others = othersOf(group, kept)
  await attempt(async () => {
    const outcomes = [
      ...(copies.length === 0
        ? []
        : [
            await host.trash(
              [keep.photo.id],
              copies.map(({ path }) => path),
            ),
          ]),
      ...(others.length === 0 ? [] : [await host.trash(others)]),
    ]
    activity.changed()
    const failed = outcomes.flatMap((each) => each.failed)
    if (failed.length > 0) throw new Error(failed.join('\n'))
    announcer.tell(words.t.deeds.trashed(group.members.length - 1))
  })
}

/** Gathers, then hides the others: a browser cannot reach the system's trash. */
export async function hideOthers(group: DoubleGroup, kept: number): Promise<void> {
  const others = othersOf(group, kept)
  if (others.length === 0 || !(await gather(group, kept))) return
  if (await attempt(() => api.photos.mark({ photos: [...others], hidden: true })))
    deeds.did(words.t.deeds.hidden(others.length))
}
