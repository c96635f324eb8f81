/** What was given to which picture, kept by hand: the judge of the library, who never asks it. */

export interface Given {
  text?: string
  rating?: number
  favourite?: boolean
}

/** A photo as the library shows it. */
export interface ShownPhoto {
  readonly id: number
  readonly paths: readonly string[]
  readonly text: string | undefined
  readonly rating: number | undefined
  readonly favourite: boolean
}

export class Ledger {
  readonly #given = new Map<number, Given>()

  /** Somebody gives a picture something; what was given before stays, unless it is of the same kind. */
  give(picture: number, gift: Given): void {
    this.#given.set(picture, { ...this.#given.get(picture), ...gift })
  }

  /**
   * Everything that is wrong with what is shown, in words.
   * @param disk what lies at each path that can be reached
   * @param anywhere every picture on a drive, also one that is away
   * @param ancestors pictures that a picture took the place of, nearest first
   */
  faults(
    disk: ReadonlyMap<string, number>,
    photos: readonly ShownPhoto[],
    context: { readonly anywhere: ReadonlySet<number>; readonly ancestors: (picture: number) => readonly number[] },
  ): string[] {
    const faults: string[] = []
    const holders = new Map<string, number[]>()
    for (const photo of photos)
      for (const path of photo.paths) holders.set(path, [...(holders.get(path) ?? []), photo.id])
    for (const path of disk.keys())
      if (holders.get(path)?.length !== 1) faults.push(`${path} belongs to ${holders.get(path)?.length ?? 0} photos`)
    const shownBy = new Map<number, Set<number>>()
    for (const photo of photos) {
      const pictures = new Set(photo.paths.flatMap((path) => disk.get(path) ?? []))
      if (pictures.size > 1) faults.push(`photo ${photo.id} shows the pictures ${[...pictures].join(' and ')}`)
      for (const picture of pictures) shownBy.set(picture, (shownBy.get(picture) ?? new Set()).add(photo.id))
    }
    for (const picture of new Set(disk.values()))
      if (shownBy.get(picture)?.size !== 1)
        faults.push(
          `picture ${picture} is visible ${shownBy.get(picture)?.size ?? 0} times: ${photos
            .filter(({ paths }) => paths.some((path) => disk.get(path) === picture))
            .map(({ id, paths }) => `photo ${id} at ${paths.join(' and ')}`)
            .join('; ')}`,
        )
    const byId = new Map(photos.map((photo) => [photo.id, photo]))
    for (const [picture, ids] of shownBy)
      for (const id of ids) {
        const photo = byId.get(id)
        if (photo !== undefined) faults.push(...this.#wrongOn(picture, photo, context))
      }
    return faults
  }

  /** A picture has what it was given. What it was not given, it has from a picture whose place it took, if at all. */
  #wrongOn(picture: number, photo: ShownPhoto, { anywhere, ancestors }: Parameters<Ledger['faults']>[2]): string[] {
    const own = this.#given.get(picture) ?? {}
    // What was given to an ancestor goes back to it as soon as that is found again.
    const inherited = ancestors(picture)
      .filter((each) => !anywhere.has(each))
      .map((each) => this.#given.get(each) ?? {})
    const check = (kind: keyof Given, shown: unknown): string[] => {
      if (own[kind] !== undefined)
        return shown === own[kind] ? [] : [`${kind} of picture ${picture} is ${String(shown)}`]
      const allowed = [undefined, false, ...inherited.map((each) => each[kind])]
      return allowed.includes(shown as never)
        ? []
        : [
            `picture ${picture} at ${photo.paths.join(' and ')} has the ${kind} ${String(shown)} of another; it took the place of ${ancestors(
              picture,
            )
              .map((each) => `${each}${anywhere.has(each) ? ' (which is there)' : ''}`)
              .join(', ')}`,
          ]
    }
    return [
      ...check('text', photo.text),
      ...check('rating', photo.rating),
      ...check('favourite', photo.favourite || undefined),
    ]
  }
}
