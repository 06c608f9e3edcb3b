import { defineConfig } from 'vitest/config'

/** Journeys in a real browser, one file after the other, against one application with the sample company. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.journey.ts'],
    globalSetup: ['test/journeys/application.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    bail: 0,
  },
})
