/**
 * @file Run by telemetry.test.ts in a process of its own: `thread` uses the models as the engine does, `bare` loads
 * onnxruntime as anybody would. Prints `done` at the end.
 */
import { join } from 'node:path'
import { startInference } from '../../electron/inference/thread/engine-client.ts'

const clip = join(import.meta.dirname, '../fixtures/inference/tiny-clip')

if (process.argv[2] === 'thread') {
  const inference = startInference({ threadUrl: new URL('./drawing-thread.ts', import.meta.url) })
  const { problems } = await inference.load({ embedding: clip })
  if (problems.length > 0) throw new Error(problems[0]?.message)
  await inference.processPhoto({ path: 'photo:1', embed: true })
  await inference.close()
} else {
  const { InferenceSession } = await import('onnxruntime-node')
  await (await InferenceSession.create(join(clip, 'text.onnx'))).release()
}
console.log('done')
