import { act, type Door } from './act.ts'
import type { Call, Command, Outcome } from './command.ts'

/** Bounds one transaction: more items would hold the locks of the first ones for too long. */
const itemsMax = 64

/** How many transactions run at a time, and how long one with a free lane waits for company, in ms. */
type Pace = { readonly lanes: number; readonly gatherMs: number }

type Submit<Body, Answer> = (call: Call<Body>) => Promise<Outcome<Answer>>

type Waiting<Body, Answer> = {
  call: Call<Body>
  resolve: (outcome: Outcome<Answer>) => void
  reject: (fault: unknown) => void
}

/**
 * Group commit: calls that arrive while `lanes` transactions are running wait, and those for the same legal
 * entities then share one, so that row-level security parts whoever shares a transaction from all others.
 * Each keeps its own key, answer and entry. Alone, a call runs at once. Beside others it waits up to
 * `gatherMs` for its fair share of all calls in hand: those who were answered together ask again together,
 * and the first of them would else run alone and leave the rest behind it.
 */
export function groupCommit<Body, State, Answer>(
  door: Door,
  command: Command<Body, State, Answer>,
  { lanes, gatherMs }: Pace = { lanes: 2, gatherMs: 2 },
): Submit<Body, Answer> {
  let waiting: Waiting<Body, Answer>[] = []
  let running = 0
  let inHand = 0
  let gathering: NodeJS.Timeout | undefined

  function start(): void {
    if (running >= lanes || waiting.length === 0) return
    if (waiting.length < inHand / lanes) {
      gathering ??= setTimeout(runGathered, gatherMs)
      return
    }
    runGathered()
  }

  function runGathered(): void {
    clearTimeout(gathering)
    gathering = undefined
    if (running >= lanes || waiting.length === 0) return
    void runNext()
    start()
  }

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
      inHand -= batch.length
      start()
    }
  }

  return onceAtATime(
    (call) =>
      new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject })
        inHand++
        start()
      }),
  )
}

/** A call that is repeated while it runs is told so at once, and takes no lane from others. */
function onceAtATime<Body, Answer>(submit: Submit<Body, Answer>): Submit<Body, Answer> {
  const running = new Set<string>()
  return async (call) => {
    // One person's keys never meet another's.
    const key = `${call.actor.personId}\n${call.key}`
    if (running.has(key)) return { kind: 'in_progress' }
    running.add(key)
    try {
      return await submit(call)
    } finally {
      running.delete(key)
    }
  }
}

/** The entities that the caller may see, as one text. */
function sightOf(item: { readonly call: Call<unknown> } | undefined): string {
  return item ? [...item.call.actor.entityIds].sort().join(' ') : ''
}

function settle<Body, Answer>(item: Waiting<Body, Answer>, outcome: Outcome<Answer> | undefined): void {
  if (outcome) item.resolve(outcome)
  else item.reject(new Error('the door gave no outcome for an item'))
}
