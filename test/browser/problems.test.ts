/** The page of problems: what is not shown, what waits, what was set aside. */
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openTestLibrary } from '../library/open-test-library.ts'
import { drawPhotos } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { runAxe } from './run-axe.ts'
import { createTargets } from './targets.ts'

/**
 * A library whose database is new, and whose side copy knows its folder, and a text and a heart of a photo that is not
 * there any more. Beside other photos lies what is none.
 */
async function libraryThatRemembers(): Promise<{ readonly library: string; readonly photos: string }> {
  const [before, photos, now] = [scratchFolder(), scratchFolder(), scratchFolder()]
  await drawPhotos(photos, 1)
  const library = openTestLibrary(before)
  await library.client.index.run({ folders: [photos] })
  const [photo] = (await library.client.photos.list({})).photos
  if (photo === undefined) throw new Error('one photo was indexed')
  await library.client.captions.edit({ photo: photo.id, kind: 'alt', text: 'My harbour.', language: 'en' })
  await library.client.photos.mark({ photos: [photo.id], favourite: true })
  await library.close()
  copyFileSync(join(before, 'human-work.jsonl'), join(now, 'human-work.jsonl'))
  writeFileSync(join(now, 'library.damaged-2026-01-02.db'), 'no database any more')
  await drawPhotos(photos, 3)
  rmSync(photo.path)
  for (const name of ['a.mp4', 'b.mov', 'c.avi', 'd.pdf', 'e.xyz', 'f.docx']) writeFileSync(join(photos, name), name)
  mkdirSync(join(photos, 'Summer Previews.lrdata'))
  writeFileSync(join(photos, 'Summer Previews.lrdata', 'preview.jpg'), 'small')
  return { library: now, photos }
}

for (const target of createTargets()) {
  describe.skipIf(!target.canRun)(`the page of problems ${target.name}`, { timeout: 180_000 }, () => {
    afterAll(() => target.close())

    it('counts what is not shown, says what waits for its photos, and where a damaged database lies', async () => {
      const { library, photos } = await libraryThatRemembers()
      const { page, complaints } = await target.open(library)
      await page.getByText('Everything is up to date.').waitFor()
      await page.getByText('3 videos are not shown').waitFor()
      await page.getByRole('link', { name: 'Problems' }).click()

      const notShown = page.getByRole('region', { name: 'Files that are not shown' })
      await notShown.getByText('3 videos, 1 PDF document, and 2 other files.').waitFor()
      const leftOut = page.getByRole('region', { name: 'Folders that are left out' })
      await leftOut.getByText(join(photos, 'Summer Previews.lrdata')).waitFor()
      const waiting = page.getByRole('region', { name: 'Your work that waits for its photos' })
      await waiting.getByText('1 text waits for photos that are not here.').waitFor()
      await waiting.getByText('1 mark or album entry waits').waitFor()
      const setAside = page.getByRole('region', { name: 'Damaged databases, set aside' })
      const path = join(library, 'library.damaged-2026-01-02.db')
      await setAside.getByText(path).waitFor()
      expect(await runAxe(page)).toEqual([])

      // The desktop shows it in the system's file manager.
      const reveal = setAside.getByRole('button', { name: `Show in folder: ${path}` })
      if ((await reveal.count()) > 0) await reveal.click()
      expect(existsSync(path)).toBe(true)
      expect(await page.getByRole('alert').allTextContents()).toEqual([])
      expect(complaints).toEqual([])
    })
  })
}
