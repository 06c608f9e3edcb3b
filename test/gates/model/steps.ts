import { booksStep } from './numbering.ts'
import type { Picks, Prepared } from './picks.ts'
import type { World } from './state.ts'
import {
  answerReversalStep,
  moveStep,
  openDraft,
  refileStep,
  saveDraft,
  submit,
  submitDraft,
} from './steps-requests.ts'
import { approveStep, askStep, copyStep, rejectStep, remindStep, returnStep } from './steps-rounds.ts'
import {
  againStep,
  answerRoleStep,
  chaseStep,
  delegateStep,
  endDelegationStep,
  endRoleStep,
  expireStep,
  factStep,
  leaveStep,
  proposeRoleStep,
  timeStep,
} from './steps-world.ts'

type Make = (world: World, picks: Picks) => Prepared | undefined

/** Every kind of step with how often it comes, and whether the rules can refuse it. */
type StepKind = { readonly weight: number; readonly make: Make; readonly canBeRefused: boolean }

/** The steps of a run. Undefined when there is nothing yet that a step could be about. */
export const stepKinds: Readonly<Record<string, StepKind>> = {
  submit: kind(16, submit),
  open_draft: kind(3, openDraft),
  save_draft: kind(3, saveDraft),
  submit_draft: kind(4, submitDraft),
  approve: kind(44, approveStep),
  reject: kind(3, rejectStep),
  return: kind(4, (world, picks) => returnStep(world, picks, false)),
  return_to_level: kind(4, (world, picks) => returnStep(world, picks, true)),
  transfer: kind(5, (world, picks) => askStep(world, picks, 'instead')),
  add_signer: kind(5, (world, picks) => askStep(world, picks, 'add')),
  copy: kind(2, copyStep),
  remind: kind(3, remindStep),
  answer: kind(8, (world, picks) => refileStep(world, picks, 'answer')),
  change: kind(5, (world, picks) => refileStep(world, picks, 'change')),
  withdraw: kind(3, (world, picks) => moveStep(world, picks, 'withdraw')),
  give: kind(9, (world, picks) => moveStep(world, picks, 'give')),
  complete: kind(8, (world, picks) => moveStep(world, picks, 'complete')),
  books: kind(12, booksStep, false),
  decline: kind(3, (world, picks) => moveStep(world, picks, 'decline')),
  cancel: kind(3, (world, picks) => moveStep(world, picks, 'cancel')),
  reverse: kind(5, (world, picks) => moveStep(world, picks, 'reverse')),
  answer_reversal: kind(8, answerReversalStep),
  delegate: kind(6, delegateStep),
  end_delegation: kind(2, endDelegationStep),
  propose_role: kind(5, proposeRoleStep),
  answer_role: kind(5, answerRoleStep),
  end_role: kind(3, endRoleStep),
  end_employment: kind(1, leaveStep),
  time_passes: kind(7, timeStep, false),
  fact_changes: kind(5, factStep, false),
  chase: kind(5, chaseStep, false),
  expire: kind(5, expireStep, false),
  same_call_again: kind(3, againStep, false),
}

function kind(weight: number, make: Make, canBeRefused = true): StepKind {
  return { weight, make, canBeRefused }
}
