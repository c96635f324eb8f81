import { svelte } from '@sveltejs/vite-plugin-svelte'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  // Without 'browser' Svelte resolves to its server build, which cannot mount.
  resolve: { conditions: ['browser'] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/seed.ts'],
    // Native modules (sqlite, onnxruntime, sharp) are happiest with a process of their own.
    pool: 'forks',
    // One more than vitest would take on a small machine: a test of the window mostly waits for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Programs that tests start are TypeScript: stripped once, not a hundred times.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/sightline-compiled', import.meta.url)) },
    // The desktop's stand-in hangs once in some hundred starts; on CI a test has a second try, which the report tells.
    retry: process.env['CI'] === undefined ? 0 : 1,
    testTimeout: 60_000,
    // What is waited for comes when it comes: on a busy machine loading a model alone takes a second.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
  },
})
