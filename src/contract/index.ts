import type { Operation } from './operation.ts'
import { accessOperations } from './access.ts'
import { dealOperations } from './deals.ts'
import { importOperations } from './imports.ts'
import { inboxOperations } from './inbox.ts'
import { logOperations } from './log.ts'
import { partyOperations } from './parties.ts'
import { partyAdminOperations } from './parties-admin.ts'
import { registerOperations } from './register.ts'
import { requestOperations } from './requests.ts'
import { sessionOperations } from './session.ts'

/** Every HTTP operation of the product, the source of the server's routes and of `/openapi.json`. */
export const operations: readonly Operation[] = [
  ...sessionOperations,
  ...accessOperations,
  ...inboxOperations,
  ...requestOperations,
  ...registerOperations,
  ...partyOperations,
  ...importOperations,
  ...partyAdminOperations,
  ...dealOperations,
  ...logOperations,
] as unknown as readonly Operation[]
