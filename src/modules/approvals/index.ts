export {
  addSigner,
  approve,
  findSignable,
  findTask,
  reject,
  returnToApplicant,
  returnToStep,
  copyChanges,
  transfer,
  type Decided,
  type Deciding,
} from './domain.ts'
export {
  activeStep,
  addSteps,
  closeFlow,
  holders,
  openFlow,
  tasksOf,
  type Flow,
  type PlannedStep,
} from './flow.ts'
export { findLapsed, lapseCommand, overObjection, withdrawCommand } from './four-eyes.ts'
export { newcomerObjection, readerObjection, type NewcomerGround } from './newcomer.ts'
export { planRoute, type RoutePeople, type RouteStep } from './plan-route.ts'
export {
  averageHours,
  findFlowObject,
  findFlowObjects,
  loadAskedBy,
  loadFlows,
  loadFlowsOf,
  loadLastFlows,
  loadInbox,
  loadOpenFlows,
  loadOverdue,
  loadParticipants,
  loadTaskLetter,
  usualHours,
  type InboxTask,
  type Participants,
} from './store.ts'
export type { StepRow, TaskRow } from './tables.ts'
export { chase, isToEscalate, type FindSuperiors } from './overdue.ts'
export { endedIn, givenBy, outcomesTold } from './subscriptions.ts'
export { tooLate } from './too-late.ts'
export { remindedBy, remindRoundCommand } from './remind.ts'
export { rounds } from './rounds.ts'
