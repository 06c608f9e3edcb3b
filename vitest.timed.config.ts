import { defineConfig } from 'vitest/config'

/** What is measured by the clock: nothing else runs beside it, not even the sample company. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.timed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
