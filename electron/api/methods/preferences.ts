/** What can be asked of the group `preferences`. */
import { method, type MethodGroup } from '../rpc.ts'
import { preferenceChange, preferences } from '../preferences.ts'
import { nothing } from './fields.ts'

export const preferenceMethods = {
  get: method('What this library prefers', nothing, preferences),
  set: method('Change preferences; what is not named stays', preferenceChange, preferences),
} as const satisfies MethodGroup
