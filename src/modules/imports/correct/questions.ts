import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { nameWith } from '../../parties/index.ts'
import type { ImportDeps } from '../deps.ts'
import type { NormalisedRow } from '../domain.ts'
import type { JudgedRole, Judgements } from '../judgement.ts'
import { idOf, lookUp, type Found } from '../own-parties.ts'
import { partsOf } from '../parts.ts'
import { namedIn, staffOf } from '../own-situation.ts'

/** A name that somebody must judge, with those that it may stand for. */
export type Question = {
  readonly role: JudgedRole
  readonly text: string
  readonly candidates: readonly {
    readonly partyId: string
    readonly name: string
    readonly verdict: 'match' | 'candidate'
  }[]
}

/** The names of a row of our own history that cannot be told for sure, asked for as an import asks. */
export async function questionsOf(
  deps: Pick<ImportDeps, 'own'>,
  tx: Transaction,
  about: {
    readonly row: NormalisedRow
    readonly judged: Judgements
    readonly entityId: string | undefined
    readonly actor: Actor
  },
): Promise<Question[]> {
  const { row, judged, entityId, actor } = about
  const { org } = namedIn(row)
  const said = (role: 'customer' | 'person') => {
    const judgement = judged.roles[role]
    return judgement && { judgement, reason: judged.reason, actor }
  }
  const day = row.day.from
  const orgFound = org && (await lookUp(tx, org, { schema: 'organisation', judged: said('customer') }, day))
  const employerId = orgFound && idOf(orgFound)
  const people: Question[] = []
  const parts = partsOf(row)
  const word = said('person')
  const picked = parts.length > 1 && word?.judgement.is === 'party' ? word.judgement.partyId : undefined
  for (const { human } of parts.map(namedIn)) {
    if (!human) continue
    const judged = picked === undefined ? word : undefined
    const found = await lookUp(tx, human, { schema: 'person', employerId, judged }, day)
    // Of several people one was picked: only the others are still in doubt.
    const isPicked = found.is === 'unsure' && found.candidates.some(({ id }) => id === picked)
    if (!isPicked) people.push(...partyQuestion('person', human.name, found))
  }
  const organisation = await deps.own.organisation(tx)
  return [
    ...partyQuestion('customer', org?.name ?? '', orgFound),
    ...people,
    ...staffQuestion(row, staffOf(organisation, row, entityId, judged.roles.staff)),
  ]
}

function partyQuestion(role: JudgedRole, text: string, found: Found | undefined): Question[] {
  if (found?.is !== 'unsure') return []
  const candidates = found.candidates.flatMap(({ id, verdict, ...named }) =>
    verdict === 'none' ? [] : [{ partyId: id, name: nameWith(named), verdict }],
  )
  return [{ role, text, candidates }]
}

function staffQuestion(row: NormalisedRow, found: ReturnType<typeof staffOf>): Question[] {
  if (row.direction !== 'received' || (found?.is !== 'nobody' && found?.is !== 'several')) return []
  const people = found.is === 'several' ? found.people : []
  const candidates = people.map(({ id, name }) => ({ partyId: id, name, verdict: 'match' as const }))
  return [{ role: 'staff', text: row.recipient.name, candidates }]
}
