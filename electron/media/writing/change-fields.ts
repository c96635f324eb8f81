/** Changes fields of one file, and nothing else of it. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { AppError } from '../../api/errors.ts'
import { plainFields, readFields, writeFields, type Fields, type StandingFields } from '../exiftool/fields.ts'
import { isToolMissing } from '../exiftool/process.ts'
import type { Fingerprint } from '../fingerprint.ts'
import { isAlike } from './plan-fields.ts'
import { mayBeMade, mayBeWritten } from './may-be-written.ts'
import { Refused } from './refused.ts'
import { makeFile, replaceFile, type Replacement } from './replace-file.ts'
import { isUnharmed, sealedFingerprint, sealOf, type Seal } from './seal.ts'
import type { Target } from './targets.ts'

export interface FieldChange {
  /** Which fields become what; none: the file is left alone. */
  readonly decide: (standing: StandingFields) => Fields
  /** Called before the file is touched, with what stood in those fields: for whoever wants to put it back. */
  readonly begin: (former: Fields, ours: Fields) => void
  readonly temporary: string
  readonly times: Replacement['times']
  /** Real paths of the folders it must lie in; without them anywhere. */
  readonly within?: readonly string[] | undefined
  /** What the picture was when it was read; a file that shows another one is refused. */
  readonly expected?: { readonly sha256: Buffer | undefined; readonly pixels: Buffer | undefined } | undefined
}

export interface Changed {
  readonly isWritten: boolean
  /** Of the picture as it is now, for embedded texts that were written. */
  readonly fingerprint?: Fingerprint
  /** Of a sidecar that was made, in hex: one that is still the same may be taken away again. */
  readonly sha256?: string
}

const nothing: StandingFields = { fields: {}, iptc: [], hasIptc: false, hasExif: false, hasDigest: false }

/** Throws `Refused`, and AppError 'unsupported' where there is no ExifTool; then the file is as it was. */
export async function changeFields(target: Target, change: FieldChange): Promise<Changed> {
  switch (target.kind) {
    case 'embedded':
      return changeEmbedded(target, change)
    case 'sidecar':
      return changeSidecar(target, change)
    case 'new-sidecar':
      return newSidecar(target, change)
  }
}

async function changeEmbedded({ path }: Target, change: FieldChange): Promise<Changed> {
  const known = await mayBeWritten(path, change.within)
  const before = await sealOf(path)
  await refuseAnotherPicture(path, before, change.expected)
  const standing = await asked(path, () => readFields(path))
  const fields = change.decide(standing)
  if (isNothing(fields)) return { isWritten: false }
  change.begin(formerOf(standing, fields), fields)
  let fingerprint: Fingerprint | undefined
  await replaceFile(path, {
    ...change,
    known,
    edit: (temporary) => asked(path, () => writeFields(temporary, fields, standing)),
    check: async (temporary) => {
      const after = await sealedFingerprint(temporary)
      fingerprint = after.fingerprint
      if (!isUnharmed(before, after))
        throw new Refused('would-harm', path, 'would have come out with another picture than before')
      await checkFields(path, temporary, fields)
    },
  })
  return { isWritten: true, ...(fingerprint === undefined ? {} : { fingerprint }) }
}

async function changeSidecar({ path }: Target, change: FieldChange): Promise<Changed> {
  const known = await mayBeWritten(path, change.within)
  const standing = await asked(path, () => readFields(path))
  const fields = change.decide(standing)
  if (isNothing(fields)) return { isWritten: false }
  change.begin(formerOf(standing, fields), fields)
  await replaceFile(path, {
    ...change,
    known,
    edit: (temporary) => asked(path, () => writeFields(temporary, fields, standing)),
    check: (temporary) => checkFields(path, temporary, fields),
  })
  return { isWritten: true }
}

async function newSidecar({ path }: Target, change: FieldChange): Promise<Changed> {
  await mayBeMade(path, { sizeBytes: 0, within: change.within })
  const fields = change.decide(nothing)
  if (isNothing(fields)) return { isWritten: false }
  change.begin(formerOf(nothing, fields), fields)
  let sha256 = ''
  await makeFile(path, {
    ...change,
    edit: (temporary) => asked(path, () => writeFields(temporary, fields, nothing)),
    check: async (temporary) => {
      await checkFields(path, temporary, fields)
      sha256 = await sha256Of(temporary)
    },
  })
  return { isWritten: true, sha256 }
}

/** For a sidecar under its stem alone: whose it is, in Adobe's field. */
export function ownerField(photo: string, target: Target): Fields {
  const isStem = target.kind === 'new-sidecar' && target.path !== `${photo}.xmp`
  return isStem ? { [plainFields.sidecarOf]: extname(photo).slice(1).toUpperCase() } : {}
}

export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

const isNothing = (fields: Fields): boolean => Object.keys(fields).length === 0

export function formerOf({ fields: standing }: Pick<StandingFields, 'fields'>, fields: Fields): Fields {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, standing[name] ?? null]))
}

/** Another program may have edited its metadata meanwhile; of a file whose picture is unknown the bytes must be known. */
async function refuseAnotherPicture(path: string, { pixels }: Seal, expected: FieldChange['expected']): Promise<void> {
  if (expected === undefined || expected.pixels?.equals(pixels) === true) return
  if (expected.sha256?.toString('hex') === (await sha256Of(path))) return
  throw new Refused('changed', path, 'shows another picture than when Sightline read it')
}

/** Every text stands there to the letter. */
async function checkFields(path: string, temporary: string, fields: Fields): Promise<void> {
  const { fields: standing } = await asked(path, () => readFields(temporary))
  const wrong = Object.entries(fields).find(([name, value]) => !isAlike(standing[name] ?? null, value))
  if (wrong !== undefined) throw new Refused('failed', path, `did not take the field ${wrong[0]} as it was given`)
}

/** ExifTool's complaints are about this file, unless it cannot be had at all. */
async function asked<Result>(path: string, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Refused) throw error
    const said = error instanceof Error ? error.message : String(error)
    // "Error: Not a valid JPG - /home/me/.sightline-1.jpg": the name is ours and says nothing, whatever words it has.
    const sentence = said
      .replace(/^(?:Error|Warning):\s*/iu, '')
      .split(/ - (?:\/|[a-z]:[\\/])/iu)[0]
      ?.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    if (isToolMissing(new Error(sentence)))
      throw new AppError('unsupported', 'ExifTool cannot be started, so no texts can be written into files.', {
        hint: 'Install perl, which it runs on, and try again.',
        cause: error,
      })
    throw new Refused('damaged', path, `cannot be written safely (ExifTool: ${sentence?.slice(0, 200) ?? ''})`, error)
  }
}
