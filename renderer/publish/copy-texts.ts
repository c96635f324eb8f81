/** Texts of photos, ready to be pasted. */
import { api } from '../state/host.ts'
import { photosOf } from './publish-choice.ts'
import type { PublishWish } from './publish-wish.svelte.ts'

/** @returns how many photos had a text, and how many had none */
export async function copyTexts({
  choice,
  clipboard,
  withDescriptions,
}: PublishWish): Promise<{ readonly withText: number; readonly withoutText: number }> {
  const photos = await photosOf(choice)
  const answer = await api.publish.text({ photos, format: clipboard, descriptions: withDescriptions })
  const { text } = answer
  if (clipboard === 'html') {
    // What takes no markup gets its source.
    const kinds = ['text/html', 'text/plain'] as const
    const item = Object.fromEntries(kinds.map((type) => [type, new Blob([text], { type })]))
    await navigator.clipboard.write([new ClipboardItem(item)])
  } else await navigator.clipboard.writeText(text)
  return answer
}
