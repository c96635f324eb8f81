/** What can be asked of the group `packs`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { downloadState, licenceText, packCatalogue, packSummary } from '../packs.ts'
import { done, nothing, path } from './fields.ts'

const packName = z.string().min(1).max(64)

export const packMethods = {
  list: method('List the installed model packs', nothing, z.object({ packs: z.array(packSummary) }), {
    words: 'packs list',
  }),
  verify: method(
    'Check every file of the installed packs against its checksum',
    z.object({ id: z.string().max(64).optional().describe('Only this pack') }),
    z.object({
      files: z.array(
        z.object({ pack: z.string(), path: z.string(), good: z.boolean(), reason: z.string().optional() }),
      ),
    }),
    { words: 'packs verify', positional: 'id' },
  ),
  import: method(
    'Install a model pack from a folder or an archive (.zip, .tar, .tar.gz)',
    z.object({ folder: path.describe('The folder or archive with pack.json in it') }),
    packSummary,
    { words: 'packs import', positional: 'folder' },
  ),
  catalog: method('List the model packs that can be installed, with what they cost', nothing, packCatalogue, {
    words: 'packs catalog',
  }),
  licences: method(
    'The licences of a set or pack, as they must be accepted before it is installed',
    z.object({ what: packName.describe('A set or a pack of the catalog') }),
    z.object({ licences: z.array(licenceText) }),
    { words: 'packs licences', positional: 'what' },
  ),
  install: method(
    'Download a set or pack and install it; stopped, it goes on where it was',
    z.object({
      what: packName.describe('A set or a pack of the catalog'),
      accept: z.boolean().default(false).describe('The licences have been read and are accepted'),
    }),
    z.object({ packs: z.array(packSummary) }),
    { words: 'packs install', positional: 'what', example: 'sightline packs install default' },
  ),
  start: method(
    'Begin such a download and return at once',
    z.object({ what: packName, accept: z.boolean().default(false) }),
    done,
  ),
  stop: method(
    'Stop the download under way; with discard, throw away what has come of a set or pack',
    z.object({ discard: packName.optional() }),
    done,
  ),
  download: method(
    'The download under way, or how the last one ended',
    nothing,
    z.object({ download: downloadState.optional() }),
  ),
  repair: method(
    'Check installed packs and download again the files that have rotted',
    z.object({ what: packName.optional().describe('Only this set or pack') }),
    z.object({ repaired: z.array(path) }),
    { words: 'packs repair', positional: 'what' },
  ),
  use: method(
    'Use this set from now on; photos are looked at again while the replaced one still answers',
    z.object({ set: packName.describe('An installed set') }),
    z.object({ packs: z.array(packSummary) }),
    { words: 'packs use', positional: 'set' },
  ),
  remove: method(
    'Remove an installed set or pack',
    z.object({
      what: packName.describe('The set, the pack, or one revision of it as id@revision'),
      evenInUse: z.boolean().default(false).describe('Also when this library uses it'),
    }),
    z.object({ removed: z.array(z.string()) }),
    { words: 'packs remove', positional: 'what' },
  ),
} as const satisfies MethodGroup
