/**
 * @file Keeps onnxruntime from phoning home.
 * From 1.29 on its native library carries an uploader that is on unless `ORT_DISABLE_TELEMETRY` is in the
 * environment of the process before the library loads. A worker's `process.env` is a copy the library never sees
 * (measured 2026-11: set there, the library still wrote its database), so only the main thread can switch it off,
 * and a worker must be told that this was done.
 */
import { isMainThread, workerData } from 'node:worker_threads'
import { AppError } from '../../api/errors.ts'

const variable = 'ORT_DISABLE_TELEMETRY'
const promise = 'telemetryOff'

/**
 * Switches the telemetry of onnxruntime off for this process. Call it on the main thread before any worker starts.
 * @returns the fields a worker's `workerData` must carry, as proof that it was called
 * @throws AppError 'internal' when called inside a worker, where it would have no effect
 */
export function disableTelemetry(): { readonly telemetryOff: true } {
  if (!isMainThread) throw new AppError('internal', 'Telemetry can be switched off only on the main thread.')
  process.env[variable] = '1'
  return { [promise]: true }
}

/**
 * Says whether this thread may load onnxruntime; on the main thread it first makes it so.
 * @throws AppError 'internal' in a worker whose parent did not call {@link disableTelemetry}
 */
export function assertTelemetryOff(): void {
  if (isMainThread) {
    disableTelemetry()
    return
  }
  const given: unknown = workerData
  const promised = typeof given === 'object' && given !== null && promise in given && given[promise] === true
  if (promised && process.env[variable] === '1') return
  throw new AppError('internal', 'onnxruntime was not loaded: its telemetry had not been switched off.', {
    hint: `Start the thread through startInference, or set ${variable}=1 for the whole process.`,
  })
}
