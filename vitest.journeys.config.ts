import { defineConfig } from 'vitest/config'

/** Journeys in a real browser, one after the other: each has an application of its own and two cores to share. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.journey.ts'],
    globalSetup: ['test/setup/database.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    passWithNoTests: true,
  },
})
