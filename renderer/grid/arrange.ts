/** The order of an album, as a person changes it. */
import type { Timeline } from '../../electron/api/timeline.ts'

/** The same photos with their shapes, in another order. */
export function inOrder(timeline: Timeline, ids: readonly number[]): Timeline {
  const ratios = new Map(timeline.ids.map((id, index) => [id, timeline.ratios[index] ?? 0]))
  return { ...timeline, ids: [...ids], ratios: ids.map((id) => ratios.get(id) ?? 0) }
}

/** `dragged` in their present order, put where `target` stands; a target among them stays where it is. */
export function putBefore(ids: readonly number[], dragged: Iterable<number>, target: number): number[] {
  const moved = new Set(dragged)
  const place = ids.indexOf(target)
  const before = ids.filter((id, index) => !moved.has(id) && index < place)
  const after = ids.filter((id, index) => !moved.has(id) && index >= place)
  return [...before, ...ids.filter((id) => moved.has(id)), ...after]
}

/** `moved`, gathered, one place towards the start (`-1`) or the end (`1`). */
export function moveBy(ids: readonly number[], moved: ReadonlySet<number>, step: -1 | 1): number[] {
  const others = ids.filter((id) => !moved.has(id))
  const gathered = ids.filter((id) => moved.has(id))
  const first = ids.findIndex((id) => moved.has(id))
  const place = ids.slice(0, Math.max(0, first)).filter((id) => !moved.has(id)).length
  const to = Math.min(others.length, Math.max(0, place + step))
  return [...others.slice(0, to), ...gathered, ...others.slice(to)]
}
