import { hash } from 'node:crypto'
import { isRefusal } from '../../../src/kernel/refusal.ts'
import { actorOfSession } from '../../../src/modules/access/auth/actor.ts'
import { organisationNow } from '../../../src/modules/access/index.ts'
import { expireCommand, findExpired, uploadCommand } from '../../../src/modules/requests/index.ts'
import { act } from '../../../src/platform/act/act.ts'
import { systemActor, type Actor as SignedIn } from '../../../src/platform/act/actor.ts'
import type { Call, Command, Outcome } from '../../../src/platform/act/command.ts'
import { readOnly } from '../../../src/platform/db/in-transaction.ts'
import type { FileStore } from '../../../src/platform/files.ts'
import type { Company } from '../../setup/company-on.ts'
import { idIn, makeRun, type FactVersions } from './company.ts'
import type { Actor } from './requests.ts'
import type { World } from './state.ts'

/** What the product answered: as much as the model speaks of. */
export type Answered = {
  readonly kind: Outcome<unknown>['kind']
  readonly code: string | undefined
  readonly answer: Readonly<Record<string, unknown>>
  readonly isReplayed: boolean
}

/** Sends a call again: the same, or with the same key and something else in it. */
type Again = (isOther: boolean) => Promise<Answered>

/** The product as one run meets it. */
export type Product = {
  readonly company: Company
  readonly files: FileStore
  readonly versions: FactVersions
  /** Sends the last recorded call again; undefined while there is none. */
  again: Again | undefined
  calls: number
}

/** The product with the company of a new run. */
export async function productFor(company: Company, world: World, folder: string): Promise<Product> {
  await makeRun(company, world)
  const files = { ...company.world.files, folder }
  return { company, files, versions: { agreement: 1, tender: 0 }, again: undefined, calls: 0 }
}

/** Acts through the write door, as the session of that account would be let in at this moment. */
export async function send<Body, State, Answer extends object>(
  product: Product,
  world: World,
  who: Actor | 'system',
  command: Command<Body, State, Answer>,
  body: Body,
): Promise<Answered> {
  const actor = who === 'system' ? systemOf(world) : await signedIn(product.company, world, who)
  // Whoever has left holds no role and opens no session.
  if (!actor) return { kind: 'forbidden', code: 'access.role_needed', answer: {}, isReplayed: false }
  const call = { key: `model-${world.suffix}-${product.calls++}`, actor, body, at: world.now }
  const answered = await sendCall(product.company, command, call)
  if (who !== 'system' && (answered.kind === 'done' || answered.kind === 'refused')) {
    product.again = (isOther) =>
      sendCall(product.company, command, isOther ? { ...call, body: { ...body, other: true } } : call)
  }
  return answered
}

async function sendCall<Body, State, Answer extends object>(
  company: Company,
  command: Command<Body, State, Answer>,
  call: Call<Body>,
): Promise<Answered> {
  const [outcome] = await act(company.world.door, command, [call])
  if (!outcome) throw new Error('a call has its outcome')
  return {
    kind: outcome.kind,
    code: 'refusal' in outcome ? outcome.refusal.code : undefined,
    answer: outcome.kind === 'done' ? { ...outcome.answer } : {},
    isReplayed: 'replayed' in outcome && outcome.replayed,
  }
}

/** The product's own rounds, kept to the entities of the run. */
function systemOf(world: World): SignedIn {
  return { ...systemActor, entityIds: [idIn(world, 'a'), idIn(world, 'b')] }
}

/** The product's own round of what has expired. */
export async function sendExpiry({ company }: Product, world: World): Promise<Answered> {
  const actor = systemOf(world)
  const deps = company.world.requests
  const found = await readOnly(company.world.pool, [actor], (tx) => findExpired(deps, tx, world.now))
  const calls = found.map((body) => {
    const key = `expire:${body.requestId}:${String(body.version)}`
    return { key, actor, body, at: world.now }
  })
  const outcomes = calls.length === 0 ? [] : await act(company.world.door, expireCommand(deps), calls)
  const stopped = outcomes.find((outcome) => outcome.kind !== 'done')
  return { kind: stopped?.kind ?? 'done', code: undefined, answer: {}, isReplayed: false }
}

async function signedIn(company: Company, world: World, who: Actor): Promise<SignedIn | undefined> {
  const organisation = await organisationNow(company.world.pool, company.world.organisations)
  const anHourAgo = new Date(Date.parse(world.now) - 3_600_000).toISOString()
  const session = {
    accountId: idIn(world, `account${who.account}_${who.person}`),
    personId: idIn(world, who.person),
    language: 'en' as const,
    isOpen: true,
    waitsForFactor: false,
    startedAt: anHourAgo,
    activeAt: world.now,
    factorAt: who.isFresh ? world.now : anHourAgo,
    isUnused: false,
    organisationVersion: 0n,
  }
  const actor = actorOfSession(session, organisation, world.now)
  return isRefusal(actor) ? undefined : actor
}

/** Uploads papers in somebody's name and gives the identifiers of their files. */
export async function upload(
  product: Product,
  world: World,
  who: Actor,
  papers: readonly string[],
): Promise<string[]> {
  const { company } = product
  const actor = await signedIn(company, world, who)
  if (!actor) return []
  const ids: string[] = []
  for (const paper of papers) {
    const bytes = Buffer.from(paper)
    const digest = hash('sha256', bytes)
    const command = uploadCommand(company.world.requests, product.files, new Map([[digest, bytes]]))
    const body = { purpose: paper, files: [{ name: `${paper}.txt`, digest }] }
    const call = { key: `paper-${world.suffix}-${product.calls++}`, actor, body, at: world.now }
    const [outcome] = await act(company.world.door, command, [call])
    if (outcome?.kind === 'done') ids.push(...outcome.answer.files.map((file) => file.id))
  }
  return ids
}
