import type { Operation } from '../../src/contract/operation.ts'
import { grantableRoles } from '../../src/modules/access/roles.ts'
import { accessTable } from '../../src/modules/access/table.ts'
import { elsewhere } from './rows-elsewhere.ts'
import type { Statuses } from './staffed-server.ts'

type Row = 'good' | 400 | 401 | 403 | 409

/** The rows of each operation that no call has shown and for which no reason is written down. */
export function rowsMissing(operations: readonly Operation[], seen: readonly Statuses[]): string[] {
  const known = new Set(Object.values(elsewhere).flat())
  return operations.flatMap((operation) => {
    const isSeen = (row: Row) =>
      seen.some((statuses) => statuses.get(operation.id)?.has(row === 'good' ? operation.status : row))
    return rowsOf(operation)
      .filter((row) => !isSeen(row))
      .map((row) => `${operation.id}: ${row}`)
      .filter((row) => !known.has(row))
  })
}

/** The statuses that an operation can answer by its contract and by the access table. */
function rowsOf(operation: Operation): Row[] {
  const access = accessTable[operation.id]
  const isPublic = access?.isPublic ?? false
  const rules = access?.rules ?? []
  const isForEveryone = grantableRoles.every((role) =>
    rules.some(({ roles }) => roles === 'everyone' || roles.includes(role)),
  )
  const rows: readonly (readonly [row: Row, applies: boolean])[] = [
    ['good', true],
    [400, hasInput(operation)],
    [401, !isPublic],
    [403, !isPublic && !isForEveryone],
    [409, operation.kind === 'command' && operation.refusals.length > 0],
  ]
  return rows.filter(([, applies]) => applies).map(([row]) => row)
}

/** An operation that takes nothing cannot be called in a wrong shape. */
function hasInput({ params, query, body }: Operation): boolean {
  return [params, query, body].some(
    (schema) => !schema.safeParse({}).success || !schema.safeParse({ beside: 1 }).success,
  )
}
