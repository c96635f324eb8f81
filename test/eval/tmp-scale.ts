import { join } from 'node:path'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { photographed, stack } from './drawn-inputs.ts'
import { unanswerableQueries, uniqueQueries } from './measure.ts'
import { unseenScenes } from './unseen-scenes.ts'
import { isSatisfiedBy } from '../../models/demo/scenes/facts.ts'
const installed = await readPack(join(import.meta.dirname, '../../models/demo/embedding'))
if (installed.pack.task !== 'embedding') throw new Error('x')
const embedder = await createEmbedder(installed as never, { threads: 2 })
const { dims, calibration } = embedder.pack
const count = Number(process.argv[2] ?? 1500), seed = 5
const scenes = unseenScenes(seed, count)
const images = new Float32Array(count * dims); let at = 0
for await (const batch of photographed({ seed, count }, [embedder.pack.image])) { images.set(await embedder.embedImages(stack(batch, 0), batch.length), at * dims); at += batch.length }
const cos = (a: Float32Array, i: number, b: Float32Array, j: number) => { let s = 0; for (let k = 0; k < dims; k++) s += a[i*dims+k]! * b[j*dims+k]!; return s }
console.log(JSON.stringify(calibration))
for (const n of [100, 300, 700, 1500].filter((n) => n <= count)) {
  const lib = scenes.slice(0, n)
  const yes = uniqueQueries(lib, seed).slice(0, 300).map((q) => q.sentence), no = unanswerableQueries(lib, seed, 200)
  const stat = async (sentences: typeof no, right: boolean) => { const t = await embedder.embedTexts(sentences.map((s) => s.text)); return sentences.map((s, q) => { let best = -9, sum = 0, sq = 0; for (let i = 0; i < n; i++) { const c = cos(images, i, t, q); sum += c; sq += c*c; if ((!right || isSatisfiedBy(s.facts, lib[i]!)) && c > best) best = c } const m = sum/n, sd = Math.sqrt(sq/n - m*m); return { logit: calibration.scale*best + calibration.bias, z: (best-m)/sd, m, sd } }) }
  const Y = await stat(yes, true), A = await stat(no, false)
  const cut = Math.log(calibration.cutoff/(1-calibration.cutoff))
  const line = [`n=${n} yes=${Y.length} no=${A.length}`]
  for (const a of [0, 0.5, 1]) { const c = cut + a*Math.log(n/300); line.push(`a=${a}: kept ${(Y.filter(y=>y.logit>=c).length/Y.length*100).toFixed(1)} absent ${(A.filter(y=>y.logit>=c).length/A.length*100).toFixed(1)}`) }
  const q = (v: number[], p: number) => v.sort((a,b)=>a-b)[Math.floor(p*(v.length-1))]!.toFixed(2)
  line.push(`z yes p5 ${q(Y.map(y=>y.z),.05)} med ${q(Y.map(y=>y.z),.5)}; no p50 ${q(A.map(y=>y.z),.5)} p90 ${q(A.map(y=>y.z),.9)}; logit yes p5 ${q(Y.map(y=>y.logit),.05)} no p90 ${q(A.map(y=>y.logit),.9)}`)
  console.log(line.join('\n   '))
}
await embedder.close()
