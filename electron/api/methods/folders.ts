/** What can be asked of the group `folders`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { done, folderStatus, ignoreRules, nothing, path } from './fields.ts'

export const folderMethods = {
  browse: method(
    'The folders inside a folder, for choosing one where no system dialog can be shown',
    z.object({ path: path.optional().describe('None: the home folder') }),
    z.object({ path, parent: path.optional(), folders: z.array(z.string()) }),
  ),
  tree: method(
    'Every folder that holds photos, with how many lie directly in it',
    nothing,
    z.object({ folders: z.array(z.object({ path: z.string(), photos: z.int() })) }),
  ),
  list: method('List the folders being indexed', nothing, z.object({ folders: z.array(folderStatus) }), {
    words: 'folders',
  }),
  setIgnore: method(
    'Change what is left out below a folder, and look through it again; texts of left-out photos are kept',
    z.object({ folder: path.describe('The folder'), ignore: ignoreRules.default([]) }),
    done,
    {
      words: 'folders ignore',
      positional: 'folder',
      example: 'sightline folders ignore ~/Pictures --ignore "*.png"',
    },
  ),
  remove: method(
    'Stop indexing a folder; no file is touched',
    z.object({ folder: path.describe('The folder') }),
    done,
    { words: 'folders remove', positional: 'folder' },
  ),
} as const satisfies MethodGroup
