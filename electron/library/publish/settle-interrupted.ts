/** What a program that was killed left between two steps: leftovers go, and what came to be is known to have. */
import type { Fields } from '../../media/exiftool/fields.ts'
import { readFields } from '../../media/exiftool/fields.ts'
import { isAlike } from '../../media/writing/plan-fields.ts'
import { removeTemporary } from '../../media/writing/replace-file.ts'
import type { Store } from '../../store/store.ts'

/**
 * A rename happened wholly or not at all: where the file says what was to be written, it did. Files that cannot be
 * looked at now (a drive that is away) are looked at the next time.
 */
export async function settleInterrupted(store: Store): Promise<void> {
  for (const write of store.publishWrites.begun()) {
    try {
      await removeTemporary(write.temporary)
      const { fields } = await readFields(write.path)
      // Written by the store's own callers.
      const ours = Object.entries(JSON.parse(write.ours) as Fields)
      if (ours.every(([name, value]) => isAlike(fields[name] ?? null, value)))
        store.publishWrites.finish(write.id, undefined)
      else store.publishWrites.forget(write.id)
    } catch (error) {
      const isGone = error instanceof Error && /not found|ENOENT/iu.test(error.message)
      if (isGone && write.kind === 'new-sidecar') store.publishWrites.forget(write.id)
    }
  }
}
