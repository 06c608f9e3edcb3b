import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { elsewhere } from './test/gates/rows-elsewhere.ts'
import { listening } from './test/setup/heard/listening.ts'

/** Files that are listened to, so that they must show the status rows that they are named for. */
const listenedTo = Object.keys(elsewhere)

/** Files that register tables of their own, which every other file would find. */
const withTables = [
  'src/modules/audit/column-lists.test.ts',
  'src/modules/audit/record.test.ts',
  'src/platform/act/act.test.ts',
]

const project = (
  name: string,
  test: TestProjectInlineConfiguration['test'],
  plugins: TestProjectInlineConfiguration['plugins'] = [],
) => ({
  extends: true as const,
  plugins,
  test: { name, ...test },
})

/**
 * Server and pure tests; journeys in a real browser have their own entry (`test/journeys`). Files share the
 * modules of their worker, which halves the run: whatever a test stubs it puts back.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/setup/database.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A worker waits for its database a third of the time; a third one uses what two processors have left.
    maxWorkers: 3,
    projects: [
      project('tests', {
        include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'demo/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
        exclude: [...configDefaults.exclude, 'test/journeys/**', ...listenedTo, ...withTables],
        isolate: false,
      }),
      project('tests with tables', { include: withTables }),
      project(
        'listened to',
        {
          include: listenedTo,
          setupFiles: ['test/setup/watch-rows.ts'],
          isolate: false,
          // The cache keeps what a module is called, and not who asked for it: the listeners would be given
          // themselves.
          fsModuleCache: false,
        },
        [listening()],
      ),
    ],
  },
})
