import { defineConfig } from 'vitest/config'

/** Server and pure tests; journeys in a real browser have their own entry (`test/journeys`). */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
    exclude: ['test/journeys/**', 'node_modules/**'],
    globalSetup: ['test/setup/database.ts'],
    setupFiles: ['test/setup/watch-rows.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
