/** The contract's group `explore`. */
import type { SightlineContract } from '../../api/contract.ts'
import type { Handlers } from '../../api/rpc.ts'
import type { KeepMoments } from '../moments/keep-moments.ts'
import { exploreSections, type ExploreParts } from './explore.ts'

export interface ExploreHandlerParts extends ExploreParts {
  readonly moments: KeepMoments
}

export function exploreHandlers(parts: ExploreHandlerParts): Handlers<SightlineContract>['explore'] {
  return {
    overview: async () => {
      await parts.moments.settle()
      return { sections: exploreSections(parts) }
    },
  }
}
