/** Whether a folder's name tells what happened in it: "Anna's wedding" does, "2019-06", "100CANON" and "Camera" do not. */
import { lookupForm } from '../languages/lexicon.ts'
import { dateFromFolders } from '../folder-date.ts'

/** Where programs and cameras put photos, and where people keep all of theirs. */
const everybodys = new Set(
  (
    'dcim camera kamera photos photo fotos foto pictures picture bilder bild images image img imports import downloads ' +
    'download desktop documents dokumente screenshots bildschirmfotos takeout icloud raw raws jpg jpeg originals ' +
    'originale new neu misc diverses unsorted unsortiert backup scans scan library bibliothek handy phone iphone whatsapp'
  ).split(' '),
)

const words = (name: string): readonly string[] => name.match(/\p{L}+/gu) ?? []

/** A camera's own: 100CANON, 101_PANA, IMG_2019. */
const ofCamera = /^(?:\d{3}[_-]?[A-Z0-9]{2,8}|[A-Z]{2,5}[-_]?\d{2,6})$/u

/** The part of a folder's name that names something, without its date; nothing where none is left. */
export function tellingName(path: string | undefined): string | undefined {
  const name = path?.split(/[/\\]/u).findLast((part) => part !== '')
  if (name === undefined || ofCamera.test(name)) return undefined
  const bare = name
    .replaceAll('_', ' ')
    .replace(/(?<!\p{L})\d{1,4}(?:[-. ]\d{1,2}){0,2}(?!\p{L})/gu, ' ')
    .replace(/^[\s\-–,.:]+|[\s\-–,.:]+$/gu, '')
    .replace(/\s+/gu, ' ')
  const left = words(bare).filter((word) => !everybodys.has(lookupForm(word)))
  if (!left.some((word) => word.length >= 3)) return undefined
  // "June 2019" says when, and nothing besides.
  const isMonth = words(bare).length === 1 && dateFromFolders([`${bare} 2000`])?.precision === 'month'
  return isMonth ? undefined : bare
}
