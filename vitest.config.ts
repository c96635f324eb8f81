import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte()],
  // Without 'browser' Svelte resolves to its server build, which cannot mount.
  resolve: { conditions: ['browser'] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    // Native modules (sqlite, onnxruntime, sharp) are happiest with a process of their own.
    pool: 'forks',
    testTimeout: 60_000,
    // What is waited for comes when it comes: on a busy machine loading a model alone takes a second.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 60_000,
  },
})
