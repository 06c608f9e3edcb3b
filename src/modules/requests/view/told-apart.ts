import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadToldApart, partyRefs } from '../../parties/index.ts'
import type { OpenCase } from '../decide-again.ts'
import { say, staffOf, type Reader } from './reader.ts'

type Facts = z.output<typeof caseJson>['facts']

/**
 * For whoever decides: that a party of this request was entered as new although it resembles known ones, who
 * said that it is none of them, and why. It stays with the party, so that every later request shows it as
 * well.
 */
export async function toldApartLines(tx: Transaction, reader: Reader, found: OpenCase): Promise<Facts> {
  const { customer, person } = found.situation.parties
  const parties = [customer, person].filter((party) => party !== undefined)
  const rows = await loadToldApart(
    tx,
    parties.map(({ id }) => id),
  )
  if (rows.length === 0) return []
  const others = await partyRefs(
    tx,
    rows.map((row) => row.other_id),
  )
  const isEnglish = reader.language === 'en'
  return parties.flatMap((party) => {
    const told = rows.filter((row) => row.party_id === party.id)
    const [first] = told
    if (!first) return []
    const names = told.map((row) => others.get(row.other_id)?.name ?? row.other_id)
    const said = { names: names.join(isEnglish ? ', ' : '、'), by: staffOf(reader, first.told_by).name }
    const text = say(reader, 'fact.told_apart.text', { ...said, reason: first.reason })
    return [{ name: say(reader, 'fact.told_apart', { name: party.name }), text, partyId: party.id }]
  })
}
