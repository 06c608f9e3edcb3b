import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { GivingWay } from '../../../contract/common.ts'
import { formatMoney } from '../../../kernel/format.ts'
import type { Language } from '../../../texts/text.ts'
import { matrixCurrency } from '../../policy/index.ts'
import type { OpenCase } from '../decide-again.ts'
import { kindsOf } from '../evidence.ts'
import { toleranceOf } from '../giving/compared.ts'
import { needsOf, type Need } from '../giving/needs.ts'
import { needText, waysByHand } from '../giving/objections.ts'
import { countsPeople, findKind } from '../kinds.ts'
import { isReceived } from '../received.ts'
import { wayOf } from '../ways.ts'
import { evidenceDueIn, evidenceWord } from './due-evidence.ts'
import { say, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>
type Way = NonNullable<Case['give']>['ways'][number]
type Told = NonNullable<Case['needs']>[number]

/** The states in which a giving is recorded, or what was recorded of it is corrected. */
const recorded: readonly string[] = ['approved', 'given']

/** Papers that finance brings: nobody asks a sales person for the number of a voucher. */
const ofFinance: readonly string[] = ['ledgerAccount']

/** The ways in which it may be given, what each needs, and how far it may differ from its approval. */
export function offerOf(reader: Reader, found: OpenCase): Pick<Case, 'give'> {
  const { request, benefit, situation } = found
  const kind = findKind(situation.proposal.kindId)
  const isRecorded = recorded.includes(request.state) && benefit !== undefined && benefit.way !== null
  if (!kind || !isRecorded || isReceived(situation.proposal)) return {}
  const approved = wayOf(situation.proposal)
  const ways = waysByHand(found).toSorted((a, b) => Number(b === approved) - Number(a === approved))
  const { tolerance, otherThan } = toleranceOf(found, situation.proposal.kindId)
  return {
    give: {
      ways: ways.map((way) => wayOffer(reader, found, way)),
      tolerance: [
        say(reader, countsPeople(kind) ? 'give.tolerance_people' : 'give.tolerance', {
          percent: tolerance.amountPercent,
          amount: formatMoney({ currency: matrixCurrency, minor: BigInt(tolerance.amountMinor) }),
          guests: tolerance.guests,
          days: tolerance.days,
        }),
        ...elsewhereIn(reader, found, otherThan),
      ].join(reader.language === 'en' ? ' ' : ''),
    },
  }
}

/** What follows where it is elsewhere or from another vendor, as far as the approval names them. */
function elsewhereIn(
  reader: Reader,
  { situation: { proposal } }: OpenCase,
  otherThan: ReturnType<typeof toleranceOf>['otherThan'],
): string[] {
  const named = (['place', 'vendor'] as const).filter((each) => proposal[each] !== undefined)
  const same = Map.groupBy(named, (each) => otherThan[each])
  return [...same].map(([following, those]) => {
    const what = those.map((each) => say(reader, `differs.${each}`)).join(say(reader, 'list.or'))
    return say(reader, `give.elsewhere.${following}`, { what })
  })
}

function wayOffer(reader: Reader, found: OpenCase, way: GivingWay): Way {
  const { situation } = found
  const needs = needsOf(way, situation.proposal.kindId, situation.asked?.recipientCount ?? 1)
  return {
    way,
    word: say(reader, `way.${way}`),
    needs: needs.map((need) => tellsNeed(need, reader.language)),
    papers: papersOf(reader, found, { way, needs }),
  }
}

/** A need in words, with the papers that meet it and what may be told instead. */
export function tellsNeed(need: Need, language: Language): Told {
  const told = need.any.filter((each) => each === 'names' || each === 'invoiceNumber')
  return {
    due: need.before,
    text: needText(need, language),
    purposes: need.any.filter((each) => each !== 'names' && each !== 'invoiceNumber'),
    told,
  }
}

type Papers = { readonly way: GivingWay; readonly needs: readonly Need[] }

/**
 * The papers that whoever records it can bring, the right one first: what proves this way, then what keeps it
 * from being recorded, then the rest. Where one paper serves the way and the policy, it is that one.
 */
function papersOf(reader: Reader, found: OpenCase, { way, needs }: Papers): Way['papers'] {
  const { language, actor } = reader
  const present = new Set(kindsOf(found.evidence))
  const wanted = found.weighing ? evidenceDueIn(found.weighing.decision, language) : []
  const ofWay = ordered(way, needs).flatMap(({ before, any }): Way['papers'] => {
    const purposes = any.filter((each) => each !== 'names' && each !== 'invoiceNumber')
    const purpose = purposes.find((each) => wanted.some((due) => due.purpose === each)) ?? purposes[0]
    const isMet = purposes.some((each) => present.has(each))
    if (purpose === undefined || isMet) return []
    return [{ purpose, name: evidenceWord(purpose, language), due: before }]
  })
  const isOthers = (purpose: string) => ofFinance.includes(purpose) && !actor.roles.includes('finance')
  const seen = new Set(present)
  return [...ofWay, ...wanted].filter(
    ({ purpose }) => !isOthers(purpose) && !seen.has(purpose) && seen.add(purpose),
  )
}

/** What is reimbursed begins with its receipt; what a vendor is paid for begins with who was there. */
function ordered(way: GivingWay, needs: readonly Need[]): readonly Need[] {
  if (way === 'reimbursement') return needs
  return needs.toSorted((a, b) => Number(b.any.includes('names')) - Number(a.any.includes('names')))
}
