import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { elsewhere } from './test/gates/rows-elsewhere.ts'

/** Files that are listened to, which needs modules of their own: `test/setup/watch-rows.ts`. */
const listenedTo = Object.keys(elsewhere)

const project = (name: string, test: TestProjectInlineConfiguration['test']) => ({
  extends: true as const,
  test: { name, ...test },
})

/**
 * Server and pure tests; journeys in a real browser have their own entry (`test/journeys`). Files share the
 * modules of their worker, which halves the run: whatever a test stubs it puts back.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/setup/database.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      project('tests', {
        include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
        exclude: [...configDefaults.exclude, 'test/journeys/**', ...listenedTo],
        isolate: false,
      }),
      project('listened to', { include: listenedTo, setupFiles: ['test/setup/watch-rows.ts'] }),
    ],
  },
})
