import type { z } from 'zod'
import type { partyPage } from '../../contract/parties.ts'
import type { permissionJson } from '../../contract/screens.ts'
import { maskPhone } from '../../kernel/format.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { dealsTexts } from '../../texts/deals.ts'
import { refusalText } from '../../texts/refusals/index.ts'
import { fill } from '../../texts/text.ts'
import { mayWith } from '../access/index.ts'
import { openDeals, standingsOf } from '../deals/index.ts'
import {
  classInForce,
  customerLabel,
  customerRef,
  isPublicBody,
  loadCustomers,
  loadCustomersOn,
  loadPeople,
  loadPersonDetails,
  partyRefs,
  partyWord,
  sayParty,
  shownPeople,
  withMerged,
  type CustomerRow,
} from '../parties/index.ts'
import { receiverOf } from './party-lines.ts'
import { relatedOfCustomer, relatedOfPerson } from './party-related.ts'
import { capParty, metersOf } from './party-meters.ts'
import { observedOf } from './party-observed.ts'
import { countedHereFlag, employersFlag } from './party-shared.ts'
import { partySums } from './party-sums.ts'
import type { NamedParty, RegisterPorts } from './ports.ts'
import { staffName, type RegisterReader } from './words.ts'

type Page = z.output<typeof partyPage.answer>
type Identity = Pick<Page, 'party' | 'line' | 'flags' | 'facts' | 'related' | 'deals'> & {
  readonly mergedInto: string | null
  readonly employerId: string | undefined
  readonly named: NamedParty
}

/**
 * The page of a customer or a person; undefined when there is no such party. It has some sixty questions for
 * the database: those that need no answer of another are asked together.
 */
export async function partyPageOf(
  tx: Transaction,
  reader: RegisterReader,
  ports: Pick<RegisterPorts, 'capsOf' | 'observedParties' | 'peersOf'>,
  partyId: string,
): Promise<Page | undefined> {
  const [customers, people] = await Promise.all([loadCustomers(tx, [partyId]), loadPeople(tx, [partyId])])
  const customer = customers.get(partyId)
  const person = customer ? undefined : people.get(partyId)
  if (!customer && !person) return undefined
  const [identity, sums, peers] = await Promise.all([
    customer
      ? customerIdentity(tx, reader, customer)
      : personIdentity(tx, reader, partyId, person?.merged_into ?? null),
    receiverOf(tx, partyId).then((receiver) => partySums(tx, reader, receiver)),
    customer && ports.peersOf(tx, reader, partyId),
  ])
  const { mergedInto, employerId, named, ...shown } = identity
  const [survivors, meters, observed] = await Promise.all([
    mergedInto === null ? undefined : partyRefs(tx, [mergedInto]),
    metersOf(tx, reader, ports, capParty(partyId, person !== undefined, employerId)),
    observedOf(tx, reader, ports, named),
  ])
  const survivor = survivors?.get(mergedInto ?? '')
  return {
    ...shown,
    ...(peers ? { peers } : {}),
    ...(survivor ? { mergedInto: survivor } : {}),
    ...sums,
    meters,
    observed,
    asOf: reader.now,
    canRequest: requestPermission(reader),
  }
}

function requestPermission({ actor, language }: RegisterReader): z.output<typeof permissionJson> {
  const permission = mayWith(actor, 'requests.submit', { ownerId: actor.personId, state: 'draft' })
  if (permission.can) return { can: true, needsReason: false, needsFactor: false }
  const { code, params } = permission.refusal
  return { can: false, why: fill(refusalText(code).says, language, params) }
}

async function customerIdentity(
  tx: Transaction,
  reader: RegisterReader,
  row: CustomerRow,
): Promise<Identity> {
  const { members } = await withMerged(tx, [row.id])
  const label = customerLabel(reader, row)
  const [known, ofMatters, countedHere, related, deals] = await Promise.all([
    loadCustomersOn(tx, [row.id], reader.today),
    matterFlags(tx, reader, members),
    countedHereFlag(tx, reader, members),
    relatedOfCustomer(tx, reader, members),
    openDeals(tx, reader, members),
  ])
  return {
    party: { ...customerRef(row), ...(label === '' ? {} : { label }) },
    line: [row.name, label].filter(Boolean).join(' · '),
    flags: [...ofMatters, ...customerFlags(reader, known.get(row.id) ?? row), ...countedHere],
    facts: customerFacts(reader, row),
    related,
    deals,
    mergedInto: row.merged_into,
    employerId: undefined,
    named: {
      kind: 'organisation',
      names: [row.name, row.short_name, row.latin_name].filter((name) => name !== null),
      codes: row.credit_code === null ? [] : [row.credit_code],
    },
  }
}

async function matterFlags(
  tx: Transaction,
  reader: RegisterReader,
  customerIds: readonly string[],
): Promise<Page['flags']> {
  const standings = await standingsOf(tx, customerIds, reader.today)
  return [...standings.values()]
    .filter(({ state }) => state === 'open' || state === 'objection_period')
    .map(({ matter, awardedOn }) => {
      const word = fill(dealsTexts[`matter.${matter}`], reader.language)
      return {
        word: sayParty(reader, 'flag.tender', { matter: word }),
        text: sayParty(reader, 'flag.text.tender', { title: word }),
        tone: 'block' as const,
        source: sayParty(reader, 'source.deals'),
        ...(awardedOn === undefined ? {} : { since: awardedOn }),
      }
    })
}

function customerFlags(reader: RegisterReader, row: CustomerRow): Page['flags'] {
  const source = sayParty(reader, 'source.register')
  const isState = ['state_wholly_owned', 'state_controlled', 'state_participated'].includes(
    row.ownership ?? '',
  )
  const ownership = partyWord(reader, 'ownership', row.ownership ?? 'public_body')
  return [
    ...(isState || isPublicBody(row)
      ? [
          {
            word: isPublicBody(row)
              ? partyWord(reader, 'type', row.type)
              : sayParty(reader, 'flag.state_owned'),
            text: sayParty(reader, 'flag.text.state_owned', { ownership }),
            tone: 'warn' as const,
            source,
          },
        ]
      : []),
    ...(row.public_purchaser === true
      ? [
          {
            word: sayParty(reader, 'flag.public_purchaser'),
            text: sayParty(reader, 'flag.text.public_purchaser'),
            tone: 'info' as const,
            source,
          },
        ]
      : []),
    ...(row.account_verified
      ? []
      : [
          {
            word: sayParty(reader, 'flag.account_unverified'),
            text: sayParty(reader, 'flag.text.account_unverified'),
            tone: 'info' as const,
            source,
          },
        ]),
  ]
}

/** What no rule rests on; what one does stands in the record beside it, with its evidence. */
function customerFacts(reader: RegisterReader, row: CustomerRow): Page['facts'] {
  const facts = [
    ['fact.place', [row.country, row.city].filter(Boolean).join(' ')],
    ['fact.phone', row.phone === null ? null : maskPhone(row.phone)],
    ['fact.owner', row.owner_id === null ? null : staffName(reader, row.owner_id)],
  ] as const
  return facts.flatMap(([key, text]) => (text === null ? [] : [{ name: sayParty(reader, key), text }]))
}

async function personIdentity(
  tx: Transaction,
  reader: RegisterReader,
  id: string,
  mergedInto: string | null,
): Promise<Identity> {
  const people = await shownPeople(tx, reader, [id])
  const party = people.ref(id)
  const employer = people.employer(id)
  const [details, { members }] = await Promise.all([
    loadPersonDetails(tx, [id]),
    withMerged(tx, employer ? [employer.id] : []),
  ])
  const detail = details.get(id)
  const [ofMatters, ofEmployers, related, deals] = await Promise.all([
    matterFlags(tx, reader, members),
    employersFlag(tx, reader, people.situation(id)),
    relatedOfPerson(tx, reader, id, people.situation(id)),
    openDeals(tx, reader, members),
  ])
  return {
    party,
    line: [partyWord(reader, 'class', classOf(reader, people, id)), party.label].filter(Boolean).join(' · '),
    flags: [...classFlag(reader, people, id), ...ofMatters, ...ofEmployers],
    facts: personFacts(reader, people, id, detail),
    related,
    deals,
    mergedInto,
    employerId: employer?.id,
    named: {
      kind: 'person',
      names: [detail?.name, detail?.latin_name].filter((name) => typeof name === 'string'),
      codes: [],
    },
  }
}

type People = Awaited<ReturnType<typeof shownPeople>>

function classOf(reader: RegisterReader, people: People, id: string): string {
  const { classification } = people.situation(id)
  return classification ? classInForce([classification], reader.today) : 'unknown'
}

const quietClasses: readonly string[] = ['private_staff', 'consumer', 'intermediary']

function classFlag(reader: RegisterReader, people: People, id: string): Page['flags'] {
  const personClass = classOf(reader, people, id)
  if (quietClasses.includes(personClass)) return []
  const { classification } = people.situation(id)
  const word = partyWord(reader, 'class', personClass)
  const isUnknown = personClass === 'unknown'
  return [
    {
      word,
      text: isUnknown
        ? sayParty(reader, 'flag.text.class_unknown')
        : sayParty(reader, 'flag.text.class', { class: word }),
      tone: isUnknown ? 'warn' : 'block',
      source: partyWord(reader, 'source', classification?.source ?? 'self'),
      ...(classification ? { since: classification.from_on } : {}),
    },
  ]
}

function personFacts(
  reader: RegisterReader,
  people: People,
  id: string,
  detail: { readonly phone: string | null } | undefined,
): Page['facts'] {
  const { classification, employments } = people.situation(id)
  const [employment] = employments
  const employer = people.employer(id)
  const since = (text: string, day: string | undefined) =>
    day === undefined ? text : sayParty(reader, 'fact.since', { text, day })
  const word = partyWord(reader, 'class', classOf(reader, people, id))
  return [
    { name: sayParty(reader, 'fact.class'), text: since(word, classification?.from_on) },
    ...(employer
      ? [
          {
            name: sayParty(reader, 'fact.employer'),
            text: since(employer.short_name ?? employer.name, employment?.from_on),
            partyId: employer.id,
          },
        ]
      : []),
    ...(employment?.position ? [{ name: sayParty(reader, 'fact.position'), text: employment.position }] : []),
    ...(detail?.phone ? [{ name: sayParty(reader, 'fact.phone'), text: maskPhone(detail.phone) }] : []),
  ]
}
