import { act, type Door } from './act.ts'
import type { Call, Command, Outcome } from './command.ts'

/** Bounds one transaction: more items would hold the locks of the first ones for too long. */
const itemsMax = 64

type Waiting<Body, Answer> = {
  call: Call<Body>
  resolve: (outcome: Outcome<Answer>) => void
  reject: (fault: unknown) => void
}

/**
 * Group commit: calls that arrive while `lanes` transactions are running wait, and those for the same legal
 * entities then share one, so that row-level security parts whoever shares a transaction from all others.
 * Each keeps its own key, answer and entry. Alone, a call runs at once.
 */
export function groupCommit<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  lanes = 3,
): (call: Call<Body>) => Promise<Outcome<Answer>> {
  let waiting: Waiting<Body, Answer>[] = []
  let running = 0

  async function runNext(): Promise<void> {
    const sight = sightOf(waiting[0])
    const batch = waiting.filter((item) => sightOf(item) === sight).slice(0, itemsMax)
    const taken = new Set(batch)
    waiting = waiting.filter((item) => !taken.has(item))
    running++
    try {
      const outcomes = await act(
        door,
        command,
        batch.map((item) => item.call),
      )
      batch.forEach((item, i) => settle(item, outcomes[i]))
    } catch (fault) {
      for (const item of batch) item.reject(fault)
    } finally {
      running--
      if (waiting.length > 0) void runNext()
    }
  }

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject })
      if (running < lanes) void runNext()
    })
}

/** The entities that the caller may see, as one text. */
function sightOf(item: { readonly call: Call<unknown> } | undefined): string {
  return item ? [...item.call.actor.entityIds].sort().join(' ') : ''
}

function settle<Body, Answer>(item: Waiting<Body, Answer>, outcome: Outcome<Answer> | undefined): void {
  if (outcome) item.resolve(outcome)
  else item.reject(new Error('the door gave no outcome for an item'))
}
