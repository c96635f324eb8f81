/** @file Folders that nobody means when they say "my photos": bins, other programs' previews, a system's own. */

export type LeftOutReason =
  | 'bin'
  | 'previews'
  | 'system'
  /** A link to a folder that is reached another way. */
  | 'known-link'
  /** A link to a folder that is not there, or is empty, as an unmounted drive is: nothing below it counts as gone. */
  | 'lost-link'

interface Rule {
  readonly reason: LeftOutReason
  /** The folder's name, or a name within a folder that ends so. */
  readonly name: RegExp
  readonly within?: RegExp
}

const rules: readonly Rule[] = [
  // Windows, Synology, QNAP, Linux; macOS and Linux desktops use names with a dot.
  { reason: 'bin', name: /^(?:\$recycle\.bin|recycler|recycled|#recycle|@recycle)$/i },
  { reason: 'system', name: /^(?:system volume information|lost\+found|@eadir|#snapshot|@recently-snapshot|@tmp)$/i },
  // Lightroom's previews and helpers, Capture One's cache, Bridge's, an old iPod's.
  { reason: 'previews', name: /\.(?:lrdata|lrcat-data)$/i },
  { reason: 'previews', name: /^(?:cache|thumbnails|proxies)$/i, within: /^captureone$|\.cocatalog$/i },
  { reason: 'previews', name: /^(?:ipod photo cache|adobe bridge cache|\.?thumbnails)$/i },
  // Inside a library of Photos, iPhoto or Aperture only the originals are photos.
  {
    reason: 'previews',
    name: /^(?!originals$|masters$)/i,
    within: /\.(?:photoslibrary|photolibrary|migratedphotolibrary|aplibrary)$|^iphoto library$/i,
  },
]

/** Why a folder is passed over, or `undefined`. */
export function leftOutReason(name: string, parent: string): LeftOutReason | undefined {
  return rules.find((rule) => rule.name.test(name) && (rule.within === undefined || rule.within.test(parent)))?.reason
}

/** Whether a part of a watched folder lies in one that is passed over. `parts` are the names below `root`'s own. */
export function isLeftOut(root: string, parts: readonly string[]): boolean {
  return parts.some((name, index) => leftOutReason(name, parts[index - 1] ?? root) !== undefined)
}
