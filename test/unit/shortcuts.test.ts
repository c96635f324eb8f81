import { describe, expect, it } from 'vitest'
import { shortcutsDe } from '../../renderer/strings/shortcuts-de.ts'
import { shortcutsEn } from '../../renderer/strings/shortcuts-en.ts'
import { ariaKeys, commands, placesOf, sayKeys, shortcuts, type Acts } from '../../renderer/ui/shortcuts.ts'

describe('the table of keys', () => {
  it('says its keys in the words of a keyboard', () => {
    expect(sayKeys('search', shortcutsEn)).toBe('/ · Ctrl K · Ctrl F')
    expect(sayKeys('search', shortcutsDe)).toBe('/ · Strg K · Strg F')
    expect(sayKeys('zoomIn', shortcutsEn)).toBe('+ · =')
    expect(sayKeys('select', shortcutsDe)).toBe('Leertaste')
    expect(ariaKeys('redo')).toBe('Control+Shift+z Control+y')
  })

  it('gives no key two meanings in one place', () => {
    const claims = commands.flatMap((command) =>
      placesOf(command).flatMap((place) => shortcuts[command].keys.map((key) => `${place} ${key}`)),
    )

    expect(claims.filter((claim, index) => claims.indexOf(claim) !== index)).toEqual([])
  })

  it('does not compile with a command left out or one too many', () => {
    // @ts-expect-error there is nothing that closes the view
    const lacking: Acts<'compare'> = { zoomIn: () => undefined, zoomOut: () => undefined }
    const tooMany: Acts<'compare'> = {
      zoomIn: () => undefined,
      zoomOut: () => undefined,
      close: () => undefined,
      // @ts-expect-error no key there selects
      select: () => undefined,
    }

    expect([lacking, tooMany].length).toBe(2)
  })
})
