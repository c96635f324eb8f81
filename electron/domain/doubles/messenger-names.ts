/** Names that messengers and file managers give to copies. */
const copies: readonly RegExp[] = [
  /-WA\d{4}(?:[ (~_-].*)?$/iu, // WhatsApp
  /^(?:WhatsApp (?:Image|Bild) |signal-\d{4}|received_\d|FB_IMG_\d|photo_\d{4}-\d\d-\d\d|Telegram )/iu,
  /^\d{8,}_\d{8,}_\d{8,}_[a-z]$/iu, // Facebook
  /(?: \(\d+\)|[ _-](?:copy|kopie|copie|copia)(?:[ _-]?\d*)?)$/iu,
  /^(?:copy of|kopie von) /iu,
]

/** Whether a name, without its ending, is one that a copy was given on its way. */
export function isNameOfCopy(name: string): boolean {
  return copies.some((pattern) => pattern.test(name))
}
