/**
 * The fields of `row` as parameters of a statement: what is undefined is bound as NULL. better-sqlite3 refuses a name
 * that is missing, so that a forgotten field is an error and no NULL.
 */
export function orNull<Row extends object>(row: Row): { [Key in keyof Row]: Exclude<Row[Key], undefined> | null } {
  const entries = Object.entries(row).map(([name, value]) => [name, value ?? null] as const)
  // The same keys, each value with null in place of undefined.
  return Object.fromEntries(entries) as { [Key in keyof Row]: Exclude<Row[Key], undefined> | null }
}
