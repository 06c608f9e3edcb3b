import { actAlone, type Door } from '../act/act.ts'
import type { Command, Outcome } from '../act/command.ts'
import { groupCommit } from '../act/group-commit.ts'
import { fromOutcome, type HttpAnswer } from './answer.ts'
import type { HttpCall } from './route.ts'

type AnyCall = HttpCall<unknown, unknown, unknown>

/** Runs a command through the write door for one call. */
export function actOn<Body, State, Answer>(
  { door }: { readonly door: Door },
  command: Command<Body, State, Answer>,
  { key, actor, at }: AnyCall,
  body: Body,
): Promise<Outcome<Answer>> {
  return actAlone(door, command, { key, actor, at, body })
}

/** The same, with the answer as the server gives it. */
export async function run<Body, State, Answer>(
  deps: { readonly door: Door },
  command: Command<Body, State, Answer>,
  call: AnyCall,
  body: Body,
): Promise<HttpAnswer> {
  return fromOutcome(await actOn(deps, command, call, body))
}

/** The same for a command that many give at one time: what arrives together shares a transaction. */
export function runTogether<Body, State, Answer>(
  { door }: { readonly door: Door },
  command: Command<Body, State, Answer>,
): (call: AnyCall, body: Body) => Promise<HttpAnswer> {
  const submit = groupCommit(door, command)
  return async ({ key, actor, at }, body) => fromOutcome(await submit({ key, actor, at, body }))
}
