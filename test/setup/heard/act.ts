import { act as passThrough, actAlone as passAlone } from '../../../src/platform/act/act.ts'
import { fromOutcome } from '../../../src/platform/http/answer.ts'
import { noteRow } from './rows-seen.ts'

export * from '../../../src/platform/act/act.ts'

/** The write door, listened to. */
export const act: typeof passThrough = async (...args) => {
  const outcomes = await passThrough(...args)
  for (const outcome of outcomes) noteRow(args[1].operation, fromOutcome(outcome))
  return outcomes
}

/** The write door for one item, listened to. */
export const actAlone: typeof passAlone = async (...args) => {
  const outcome = await passAlone(...args)
  noteRow(args[1].operation, fromOutcome(outcome))
  return outcome
}
