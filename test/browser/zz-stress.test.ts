import { it } from 'vitest'
import { execFileSync } from 'node:child_process'
import { copyIndexedLibrary } from './demo-library.ts'
import { scratchFolder } from './open-window.ts'
import { openDesktop } from './targets.ts'
import { appendFileSync } from 'node:fs'
const log = (s: string) => appendFileSync('/tmp/stress.log', `${new Date().toISOString()} ${s}\n`)
it('stress', { timeout: 3_000_000 }, async () => {
  for (let i = 0; i < 150; i++) {
    const library = scratchFolder()
    await copyIndexedLibrary(library, 12)
    const t0 = Date.now()
    const opened = await openDesktop(library)
    await opened.page.getByText('12 photos', { exact: true }).waitFor()
    if (i % 2) await opened.page.getByRole('link', { name: 'Settings' }).click()
    const t1 = Date.now()
    const pid = opened.app.process().pid
    const closed = opened.app.close().then(() => true)
    const late = new Promise<false>((r) => setTimeout(() => r(false), 15000))
    const ok = await Promise.race([closed, late])
    log(`${i} open ${t1 - t0} close ${Date.now() - t1} ${ok}`)
    if (!ok) {
      log(execFileSync('ps', ['-ef', '--forest']).toString().split('\n').filter((l) => /standin|engine.js|chromium/.test(l)).slice(0, 30).map((l) => l.slice(0, 160)).join('\n'))
      try { log(execFileSync('bash', ['-c', `cat /proc/${pid}/status | head -5; ls -la /proc/${pid}/fd | head -40; ss -tnp 2>/dev/null | grep ${pid}`]).toString()) } catch (e) { log(String(e)) }
      await Promise.race([opened.app.evaluate(() => 1).then((v) => log('evaluate works ' + v), (e) => log('evaluate fails ' + e)), new Promise((r) => setTimeout(r, 5000))])
    }
  }
})
