import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where test companies keep their files, by digest: outside the tree, and one place for all processes. */
export const testData = join(tmpdir(), 'aboveboard-test-data')
