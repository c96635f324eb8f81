/** The contract's group `packs`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Store } from '../store/store.ts'
import { findEntries, licencesOf } from './packs/catalogue.ts'
import type { Indexing } from './indexing/indexing.ts'
import { measureSpeed } from './packs/machine-speed.ts'
import { packOffers } from './packs/offers.ts'
import { importPack, packSummaries, removePacks, verifyPacks, type PackParts } from './packs/packs.ts'

export interface PackHandlerParts extends PackParts {
  readonly store: Store
  readonly indexing: Indexing
}

export function packHandlers(parts: PackHandlerParts): Handlers<SightlineContract>['packs'] {
  const { store, folders, models, downloads, indexing } = parts
  const list = async () => ({ packs: await packSummaries(parts) })
  const catalogue = () => downloads.catalogue()
  const speed = () => measureSpeed({ store, models, packFolders: folders, catalogue })
  return {
    list,
    verify: async (input) => ({ files: await verifyPacks(parts, input.id) }),
    async import(input) {
      const imported = await importPack(parts, input.folder)
      await indexing.packsChanged()
      return imported
    },
    catalog: () => packOffers({ store, downloads, packFolders: folders, speed }),
    async licences({ what }) {
      const known = await catalogue()
      return { licences: await licencesOf(known, findEntries(known, what)) }
    },
    async install({ what, accept }, signal) {
      await downloads.install(what, accept, signal)
      const { packs } = await list()
      return { packs: packs.filter(({ set, id }) => set === what || id === what) }
    },
    async start({ what, accept }) {
      await downloads.start(what, accept)
      return { done: true }
    },
    async stop({ discard }) {
      await (discard === undefined ? downloads.stop() : downloads.discard(discard))
      return { done: true }
    },
    download: () => Promise.resolve(downloads.state === undefined ? {} : { download: downloads.state }),
    repair: async ({ what }, signal) => ({ repaired: [...(await downloads.repair(what, signal))] }),
    async use({ set }) {
      await indexing.adoptPacks(set)
      return list()
    },
    async remove({ what, evenInUse }) {
      const removed = await removePacks(parts, what, evenInUse)
      await indexing.packsChanged()
      return { removed }
    },
  }
}
