/** Photos dragged out of a grid, and inside it to another place. */
import { photoId } from '../../electron/api/photo.ts'
import { putBefore } from './arrange.ts'
import { dragType } from '../state/drag-type.ts'

interface DraggedOver {
  /** The photo under the pointer. */
  readonly hit: (event: Event) => { readonly id: number; readonly index: number } | undefined
  readonly ids: () => readonly number[]
  /** A photo, and the whole selection when it is part of it. */
  readonly chosenWith: (id: number) => ReadonlySet<number>
  /** Undefined where the order is not a person's to change. */
  readonly arrange: () => ((ids: readonly number[], focused: number) => void) | undefined
}

export class GridDrag {
  readonly #grid: DraggedOver
  #dropAt = $state<number>()

  constructor(grid: DraggedOver) {
    this.#grid = grid
  }

  /** The place of the photo before which what is being dragged would go. */
  get dropAt(): number | undefined {
    return this.#dropAt
  }

  readonly start = (event: DragEvent): void => {
    const hit = this.#grid.hit(event)
    if (hit === undefined || event.dataTransfer === null) return
    event.dataTransfer.setData(dragType, JSON.stringify([...this.#grid.chosenWith(hit.id)]))
    event.dataTransfer.effectAllowed = 'copyMove'
  }

  readonly over = (event: DragEvent): void => {
    if (this.#grid.arrange() === undefined || event.dataTransfer?.types.includes(dragType) !== true) return
    event.preventDefault()
    this.#dropAt = this.#grid.hit(event)?.index
  }

  readonly leave = (): void => {
    this.#dropAt = undefined
  }

  readonly drop = (event: DragEvent): void => {
    const hit = this.#grid.hit(event)
    const arrange = this.#grid.arrange()
    const dragged = photoId.array().safeParse(JSON.parse(event.dataTransfer?.getData(dragType) || '[]'))
    this.leave()
    if (arrange === undefined || hit === undefined || !dragged.success || dragged.data.length === 0) return
    event.preventDefault()
    arrange(putBefore(this.#grid.ids(), dragged.data, hit.id), dragged.data[0] ?? hit.id)
  }
}
