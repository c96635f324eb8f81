/** Date and place, where a person set them right: which fields of a file say them, in step with each other [MWG 2.0, 5.3, 5.6]. */
import { degreeFields, plainFields, type Fields, type FieldValue, type StandingFields } from '../exiftool/fields.ts'
import { countryCode } from '../places/countries.ts'

export interface PlaceWish {
  /** Degrees. */
  readonly latitude: number
  readonly longitude: number
  /** What lies there; a name that is not known is taken out of the file, where another place's would be left. */
  readonly city?: string | undefined
  readonly region?: string | undefined
  readonly country?: string | undefined
}

/** What ExifTool keeps apart without rounding: a centimetre. */
export function writtenDegrees(degrees: number): string {
  const text = degrees.toFixed(7)
  return Number(text) === 0 ? '0.0000000' : text
}

/** @param holdsExif the file can have EXIF; where it cannot, XMP says all of it */
export function placeFields({ fields }: StandingFields, place: PlaceWish, holdsExif: boolean): Fields {
  const { latitude, longitude } = place
  const inXmp = !holdsExif || fields[degreeFields.xmpLatitude] !== undefined
  const wanted: Record<string, FieldValue> = {
    ...(holdsExif
      ? {
          [degreeFields.latitude]: writtenDegrees(Math.abs(latitude)),
          [plainFields.latitudeRef]: latitude < 0 ? 'S' : 'N',
          [degreeFields.longitude]: writtenDegrees(Math.abs(longitude)),
          [plainFields.longitudeRef]: longitude < 0 ? 'W' : 'E',
        }
      : {}),
    ...(inXmp
      ? {
          [degreeFields.xmpLatitude]: writtenDegrees(latitude),
          [degreeFields.xmpLongitude]: writtenDegrees(longitude),
        }
      : {}),
    [plainFields.city]: place.city ?? null,
    [plainFields.region]: place.region ?? null,
    [plainFields.country]: place.country ?? null,
    [plainFields.countryCode]: codeOf(place) ?? null,
    // A street or a house of where it was said to be.
    [plainFields.sublocation]: null,
  }
  return wanted
}

const codeOf = ({ country }: PlaceWish): string | undefined =>
  country === undefined ? undefined : countryCode(country)

/** The same for the old block, whose values still have to be cut and encoded. */
export function iptcPlace(place: PlaceWish): Readonly<Record<string, string | null>> {
  return {
    [plainFields.iptcCity]: place.city ?? null,
    [plainFields.iptcRegion]: place.region ?? null,
    [plainFields.iptcCountry]: place.country ?? null,
    [plainFields.iptcCountryCode]: null,
    [plainFields.iptcSublocation]: null,
  }
}

/** `2019-06-12T15:04` as ExifTool writes clocks: `2019:06:12 15:04:00`; a month is `2019:06`. */
function clockOf(taken: string): string {
  const clock = taken.replace('T', ' ').replaceAll('-', ':')
  return taken.length === 16 ? `${clock}:00` : clock
}

/**
 * @param taken a wall clock, as far as it is known. EXIF knows whole ones only: of a lesser one its clock is taken out,
 *   and XMP says what is known.
 */
export function dateFields({ fields }: StandingFields, taken: string, holdsExif: boolean): Fields {
  const isWhole = taken.length >= 16
  const inXmp = !holdsExif || fields[plainFields.xmpTaken] !== undefined
  return {
    [plainFields.xmpCreated]: clockOf(taken),
    ...(inXmp ? { [plainFields.xmpTaken]: clockOf(taken) } : {}),
    ...(holdsExif
      ? {
          [plainFields.exifTaken]: isWhole ? clockOf(taken) : null,
          // They belong to the clock that was wrong.
          [plainFields.exifOffset]: null,
          [plainFields.exifFraction]: null,
        }
      : {}),
  }
}

/** The old block has days; its hours want a zone, which nobody said. */
export function iptcDate(taken: string): Readonly<Record<string, string | null>> {
  return {
    [plainFields.iptcDate]: taken.length >= 10 ? taken.slice(0, 10).replaceAll('-', ':') : null,
    [plainFields.iptcTime]: null,
  }
}
