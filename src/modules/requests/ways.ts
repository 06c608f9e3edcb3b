import type { GivingWay } from '../../contract/common.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { requestsTexts } from '../../texts/requests.ts'
import { fill, type Language } from '../../texts/text.ts'
import { findKind } from './kinds.ts'
import type { Proposal } from './proposal.ts'
import type { Situation } from './situation.ts'
import type { Weighing } from './weigh.ts'

type Said = Pick<Proposal, 'kindId' | 'way' | 'direction'>

/**
 * How a benefit leaves the house: as its applicant says, else by the usual way of its kind. Undefined for
 * what others give us, and while it is of no kind.
 */
export function wayOf({ kindId, way, direction }: Said): GivingWay | undefined {
  if (direction === 'received' || direction === 'offered') return undefined
  const kind = findKind(kindId)
  return kind && (way ?? kind.ways[0])
}

/** A way that is not one of its kind: nothing says what would prove it. */
export function wayObjection({ kindId, way, direction }: Said): Refusal | undefined {
  if (way === undefined) return undefined
  const isGiven = direction === undefined || direction === 'given'
  const kind = findKind(kindId)
  if (!kind || (isGiven && kind.ways.includes(way))) return undefined
  return refuse('requests.way_not_of_kind', wordsOf(way, isGiven ? kind.ways : []), '/body/proposal/way')
}

function wordsOf(way: GivingWay, ways: readonly GivingWay[]): Record<string, string> {
  const said = (language: Language) => ways.map((each) => fill(requestsTexts[`way.${each}`], language))
  const word = requestsTexts[`way.${way}`]
  return {
    way_zh: fill(word, 'zh-CN'),
    way_en: fill(word, 'en'),
    ways_zh: said('zh-CN').join('、'),
    ways_en: said('en').join(', '),
  }
}

/**
 * Money goes to the customer's company account: a natural person is no payee of ours. A consumer's own refund
 * and the commission of a licensed agent are exceptions that finance records, each with a route of its own.
 * What was given already is recorded whatever it was.
 */
export function payeeObjection(situation: Situation, { isLate }: Weighing): Refusal | undefined {
  const { proposal, parties } = situation
  if (isLate || !parties.person || wayOf(proposal) !== 'company_account') return undefined
  return refuse('requests.person_is_no_payee', {}, '/body/proposal/recipient')
}
