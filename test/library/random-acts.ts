/** Every act of a person, by chance. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { contract } from '../../electron/api/contract.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import type { Client as ClientOf } from '../../electron/api/rpc.ts'

export type Client = ClientOf<typeof contract>

export interface World {
  readonly client: Client
  readonly photos: readonly PhotoId[]
  readonly next: () => number
}

const pick = <Item>(next: () => number, from: readonly Item[]): Item | undefined =>
  from[Math.floor(next() * from.length)]

function some({ photos, next }: World): PhotoId[] {
  const chosen = photos.filter(() => next() < 0.4)
  return chosen.length > 0 ? chosen : photos.slice(0, 1)
}

async function someAlbum({ client, next }: World, kind: 'manual' | 'smart' | 'any'): Promise<AlbumId> {
  const { albums } = await client.albums.list({})
  const found = pick(
    next,
    albums.filter((album) => kind === 'any' || album.kind === kind),
  )
  return (
    found?.id ??
    (await client.albums.create({ name: `made ${next()}`, ...(kind === 'smart' ? { query: 'red' } : {}) })).id
  )
}

/** One that is refused has changed nothing. */
const acts: readonly ((world: World) => Promise<unknown>)[] = [
  async (world) => world.client.photos.mark({ photos: some(world), favourite: world.next() < 0.5 }),
  async (world) => world.client.photos.mark({ photos: some(world), hidden: world.next() < 0.5 }),
  async (world) => world.client.photos.mark({ photos: some(world), rating: Math.floor(world.next() * 6) }),
  async (world) =>
    world.client.captions.edit({ photo: some(world)[0] as PhotoId, text: `text ${Math.floor(world.next() * 5)}` }),
  async (world) =>
    world.client.captions.edit({ photo: some(world)[0] as PhotoId, kind: 'description', text: `long ${world.next()}` }),
  async (world) => world.client.captions.edit({ photo: some(world)[0] as PhotoId, text: '', decorative: true }),
  async (world) => world.client.captions.accept({ photo: some(world)[0] as PhotoId, kind: 'alt' }),
  async (world) => world.client.captions.undo({ photo: some(world)[0] as PhotoId, kind: 'alt' }),
  async (world) => world.client.photos.correct({ photos: some(world), title: `title ${Math.floor(world.next() * 4)}` }),
  async (world) =>
    world.client.photos.correct({ photos: some(world), addKeywords: [`word ${Math.floor(world.next() * 4)}`] }),
  async (world) => world.client.photos.correct({ photos: some(world), taken: world.next() < 0.5 ? '2001-02' : null }),
  async (world) => world.client.photos.confirm({ photos: some(world) }),
  async (world) => world.client.places.decline({ photos: some(world) }),
  async (world) => world.client.doubles.part({ photos: [...some(world), ...some(world)] }),
  async (world) => world.client.doubles.merge({ keep: some(world)[0] as PhotoId, from: some(world) }),
  async ({ client, next }) => client.albums.create({ name: `album ${next()}` }),
  async ({ client, next }) => client.albums.create({ name: `clever ${next()}`, query: 'a red ball' }),
  async (world) => world.client.albums.change({ album: await someAlbum(world, 'any'), name: `name ${world.next()}` }),
  async (world) => world.client.albums.change({ album: await someAlbum(world, 'smart'), query: 'blue' }),
  async (world) => world.client.albums.remove({ album: await someAlbum(world, 'any') }),
  async (world) => world.client.albums.addPhotos({ album: await someAlbum(world, 'manual'), photos: some(world) }),
  async (world) => world.client.albums.addPhotos({ album: await someAlbum(world, 'manual'), photos: some(world) }),
  async (world) => world.client.albums.removePhotos({ album: await someAlbum(world, 'manual'), photos: some(world) }),
  async (world) =>
    world.client.albums.arrange({ album: await someAlbum(world, 'manual'), photos: some(world).reverse() }),
  async (world) =>
    world.client.albums.setCover({ album: await someAlbum(world, 'manual'), photo: some(world)[0] as PhotoId }),
  async ({ client, next }) => {
    const [folder] = (await client.folders.list({})).folders
    return client.folders.setIgnore({ folder: folder?.path ?? '', ignore: [`nothing-${Math.floor(next() * 3)}/`] })
  },
]

/** One of them; what is refused is no matter. */
export async function doSomething(world: World): Promise<void> {
  await pick(world.next, acts)?.(world).catch(() => undefined)
}

export async function worldOf(client: Client, next: () => number): Promise<World> {
  const { ids } = await client.photos.timeline({ kind: 'everything' })
  const hidden = (await client.photos.timeline({ kind: 'hidden' })).ids
  return { client, photos: [...ids, ...hidden] as PhotoId[], next }
}
