import { actAlone, type Door } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import type { Language } from '../../texts/text.ts'
import { answerable } from '../access/index.ts'
import { answerMatch, loadClaimAskers, type ClaimDeps } from './claim-commands.ts'
import { claimObjection, newcomerJson, othersOf } from './claims.ts'
import { partyRefs, sayParty } from './refs.ts'
import { loadClaims } from './store-claims.ts'
import { loadCustomers, loadPeople } from './store.ts'
import { matchClaimTable, type MatchClaimRow } from './tables.ts'

/** Questions who is who, in the inbox of compliance. */
export function matchMatters(deps: ClaimDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'match',
    describe: async (tx, reader, ids) => {
      const claims = await loadClaims(tx, ids)
      const names = await namesOf(tx, [...claims.values()])
      const askers = await loadClaimAskers(deps, tx, [...claims.values()], deps.dayAt(reader.now))
      return new Map(
        [...claims].map(([id, claim]) => {
          const objection = () => claimObjection(claim, askers.get(id), reader.actor.personId)
          const may = answerable(reader, 'parties.answer_match', objection)
          return [id, { ...matterOf(reader, claim, names), ...may }]
        }),
      )
    },
    answer: (call, claimId, answer) =>
      actAlone(deps.door, answerMatch(deps), { ...call, body: { claimId, ...saidOf(answer) } }),
    waiting: async (tx, ids) => {
      const claims = [...(await loadClaims(tx, ids)).values()]
      const merged = await mergedAmong(tx, claims.filter(({ kind }) => kind === 'same').flatMap(othersOf))
      return stillWaiting(claims, (row) => ({
        ended: (state) => updateRow(matchClaimTable, row, { state }),
        // Two records of which one was merged meanwhile are asked about no more.
        gone: othersOf(row).some((id) => merged.has(id)) ? 'changed' : undefined,
      }))
    },
  }
}

/** Those of these records that were merged into another. */
async function mergedAmong(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = [...new Set(ids)]
  const records = [...(await loadCustomers(tx, asked)), ...(await loadPeople(tx, asked))]
  return new Set(records.flatMap(([id, { merged_into: into }]) => (into === null ? [] : [id])))
}

type Names = (id: string) => string

async function namesOf(tx: Transaction, claims: readonly MatchClaimRow[]): Promise<Names> {
  const employers = claims.flatMap((claim) => newcomerOf(claim)?.employerId ?? [])
  const refs = await partyRefs(tx, [...claims.flatMap(othersOf), ...employers])
  return (id) => refs.get(id)?.name ?? id
}

function newcomerOf(claim: MatchClaimRow) {
  return claim.kind === 'apart' ? newcomerJson.parse(JSON.parse(claim.subject)) : undefined
}

type Words = Omit<Matter, 'objection' | 'needsFactor'>

function matterOf({ actor }: MatterReader, claim: MatchClaimRow, names: Names): Words {
  const { language } = actor
  const others = othersOf(claim)
  const known = others.map(names).join(language === 'en' ? ', ' : '、')
  const newcomer = newcomerOf(claim)
  const name = newcomer?.name ?? names(others[0] ?? '')
  const reader = { language }
  const key = newcomer ? 'match.apart' : 'match.same'
  const gone = names(others[1] ?? '')
  return {
    version: claim.version,
    kind: sayParty(reader, 'match.kind'),
    title: sayParty(reader, key, newcomer ? { name, known } : { name, known: gone }),
    heading: name,
    reason: claim.reason,
    facts: [
      ...others.map((id) => ({ name: sayParty(reader, 'match.known'), text: names(id), partyId: id })),
      ...newcomerFacts(language, newcomer, names),
    ],
    changes: [
      {
        name: sayParty(reader, 'match.entries'),
        before: newcomer ? known : `${name} · ${gone}`,
        after: newcomer ? [known, name].join(language === 'en' ? ', ' : '、') : name,
      },
    ],
  }
}

function newcomerFacts(
  language: Language,
  newcomer: ReturnType<typeof newcomerOf>,
  names: Names,
): Matter['facts'] {
  const reader = { language }
  const { creditCode, employerId, position } = newcomer ?? {}
  return [
    ...(creditCode === undefined ? [] : [{ name: sayParty(reader, 'match.code'), text: creditCode }]),
    ...(employerId === undefined
      ? []
      : [{ name: sayParty(reader, 'match.employer'), text: names(employerId), partyId: employerId }]),
    ...(position === undefined ? [] : [{ name: sayParty(reader, 'match.position'), text: position }]),
  ]
}
