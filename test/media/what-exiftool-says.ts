/** What another program than ours reads in a file, and what differs between two readings. */
import type { ExifTool } from 'exiftool-vendored'

export type Said = Readonly<Record<string, unknown>>

/** As `exiftool -j -G1 -a -struct -b`; each value with a sign in front, so that none is taken for a number. */
export async function said(exiftool: ExifTool, path: string): Promise<Said> {
  return {
    ...(await exiftool.readRaw(path, {
      readArgs: ['-G1', '-a', '-struct', '-b', '-api', 'Filter=$_="=".$_ unless ref'],
    })),
  }
}

/** A value without that sign. */
export const value = (text: unknown): unknown => (typeof text === 'string' ? text.slice(1) : text)

/** What tells who wrote last, and places of things in a file, which move with what grows before them. */
const mayDiffer =
  /^(?:errors|warnings|SourceFile)$|^(?:System|File|ExifTool|Composite):|:(?:XMPToolkit|HasExtendedXMP|WebP_Flags|GIFVersion|MediaData(?:Offset|Size)|(?:Strip|Tile)Offsets|MPImageStart|(?:Thumbnail|PreviewImage|JpgFromRaw|OtherImage)(?:Offset|Start)|IPTCDigest|CodedCharacterSet|EnvelopeRecordVersion|ApplicationRecordVersion)$/u
const ours = /:(?:AltTextAccessibility|ExtDescrAccessibility)(?:-|$)/u

/** Names of what another value stands in now, but for what we write. */
export function differing(before: Said, after: Said): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !mayDiffer.test(name) && !ours.test(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
}
