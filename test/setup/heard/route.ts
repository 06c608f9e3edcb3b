import { route as plainRoute } from '../../../src/platform/http/route.ts'
import { noteRow } from './rows-seen.ts'

export * from '../../../src/platform/http/route.ts'

/** A route whose answers are listened to. */
export const route: typeof plainRoute = (operation, handle) =>
  plainRoute(operation, async (call) => {
    const answered = await handle(call)
    noteRow(operation.id, answered, operation.refusals)
    return answered
  })
