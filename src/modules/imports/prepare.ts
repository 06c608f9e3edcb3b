import { hash } from 'node:crypto'
import type { Facts } from '../../contract/facts.ts'
import type { Money } from '../../kernel/money.ts'
import type { Organisation } from '../access/index.ts'
import { ownBook, type BenefitState, type Giver } from '../benefits/index.ts'
import type { Direction, NormalisedRow, RowParty, RowValue } from './domain.ts'
import { giverNamed } from './own-staff.ts'
import type { Profile } from './profiles/profile.ts'
import { toFacts } from './to-facts.ts'

/** A row made ready to be decided and stored. */
export type PreparedRow = {
  readonly row: NormalisedRow
  /** What was known of the row on its day, without the history, which the register holds. */
  readonly facts: Facts
  readonly factsText: string
  /** The digest of the facts, by which the body of the command names the row. */
  readonly factsSha256: string
  readonly recipientId: string
  readonly orgId: string | undefined
  readonly giverGroup: string
  /** The person who gave, where the register names one. */
  readonly giverPersonId: string | undefined
  /** What all recipients got together: the bound that the decision took, of a value known only in part. */
  readonly whole: Money
}

/** The book in which the rows of a profile stand. */
export function bookOf(profile: Pick<Profile, 'book' | 'id'>): string {
  return profile.book === 'own' ? ownBook : profile.id
}

/** A row of an observed book, with its parties by the names of the book, and our own people by ours. */
export function prepareObserved(
  idOf: (party: RowParty) => string,
  row: NormalisedRow,
  organisation: Organisation,
): PreparedRow {
  const recipientId = idOf(row.recipient)
  const giverGroup = idOf(row.giver)
  const orgId = row.org && idOf(row.org)
  const giverPersonId = giverNamed(organisation, row, idOf)
  const { facts } = toFacts(row, {
    giverGroup,
    recipientId,
    ...(orgId === undefined ? {} : { orgId }),
    ...(giverPersonId === undefined ? {} : { giverPersonId }),
  })
  return preparedRow(row, facts, { recipientId, giverGroup, orgId, giverPersonId })
}

/** A row with its facts. */
export function preparedRow(
  row: NormalisedRow,
  facts: Facts,
  parties: Pick<PreparedRow, 'recipientId' | 'giverGroup' | 'orgId' | 'giverPersonId'>,
): PreparedRow {
  // The text that is hashed is the text that is stored, so any one text of the facts will do.
  const factsText = JSON.stringify(facts)
  return {
    row,
    facts,
    factsText,
    factsSha256: hash('sha256', factsText),
    whole: boundOf(row.whole),
    ...parties,
  }
}

/** Who gave, as the lines of the sum name it. */
export function giverOf({ giverGroup: group, giverPersonId: personId }: PreparedRow): Giver {
  return personId === undefined ? { group } : { group, personId }
}

/** What is taken for a value that is known only in part. */
export function boundOf(value: RowValue): Money {
  return value.known === 'between' ? value.high : value.money
}

/**
 * The state of a benefit that a register reports. An offer of which the file does not say whether it was taken
 * was never given, so it does not count.
 */
export function stateFor(direction: Direction): BenefitState {
  if (direction === 'declined') return 'declined'
  return direction === 'offered' ? 'expired' : 'given'
}

/** The direction as the register names it; declining is a state. */
export function registerDirection(direction: Direction): 'given' | 'received' | 'offered' {
  return direction === 'declined' ? 'offered' : direction
}
