import { act, type Door } from '../../platform/act/act.ts'
import type { Matter, MatterReader, MattersPort } from '../../platform/matters.ts'
import { peopleTexts } from '../../texts/access.ts'
import { fill, type Language } from '../../texts/text.ts'
import type { Organisation } from './organisation.ts'
import { nameOf } from './present.ts'
import { answerProfile } from './profile-commands.ts'
import { factsOfProfile, profileAnswerObjection, profileOn } from './profile.ts'
import type { RoleDeps } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { authorise } from './table.ts'
import type { EntityProfileRow } from './tables.ts'

/** What is stated of our legal entities and waits for its second person. */
export function profileMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'entity_profile',
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const rows = organisation.rows.profiles.filter((row) => ids.includes(row.id))
      return new Map(rows.map((row) => [row.id, matterOf(organisation, reader, row)]))
    },
    answer: async (call, profileId, { isConfirmed, reason }) => {
      const body = { profileId, answer: isConfirmed ? ('confirm' as const) : ('decline' as const), reason }
      const [outcome] = await act(deps.door, answerProfile(deps), [{ ...call, body }])
      if (!outcome) throw new Error('every item of a set has its outcome')
      return outcome
    },
  }
}

function matterOf(organisation: Organisation, { actor }: MatterReader, row: EntityProfileRow): Matter {
  const { language } = actor
  const entity = organisation.entities.get(row.entity_id)
  const name = entity ? nameOf(entity, language) : row.entity_id
  return {
    version: row.version,
    kind: say('matter.profile', language),
    title: say('matter.profile.title', language, { name }),
    heading: name,
    reason: row.reason,
    loggedUnder: { type: 'entity', id: row.entity_id },
    facts: [{ name: say('matter.from', language), text: row.from_on }],
    changes: changesOf(language, profileOn(organisation, row.entity_id, row.from_on), row),
    objection:
      authorise({ ...actor, hasFreshFactor: true }, 'access.answer_profile') ??
      profileAnswerObjection(row, actor.personId),
    needsFactor: !actor.hasFreshFactor,
  }
}

/** Each statement that differs from what is in force on that day. */
function changesOf(
  language: Language,
  before: EntityProfileRow | undefined,
  after: EntityProfileRow,
): Matter['changes'] {
  const said = new Map(Object.entries(before ? factsOfProfile(before) : {}))
  return Object.entries(factsOfProfile(after)).flatMap(([fact, value]) => {
    const [old, now] = [wordsOf(language, said.get(fact)), wordsOf(language, value)]
    return old === now ? [] : [{ name: factWord(fact, language), before: old, after: now }]
  })
}

function wordsOf(language: Language, value: unknown): string {
  if (value === undefined || value === null) return say('matter.unstated', language)
  if (Array.isArray(value)) {
    return value.length === 0
      ? say('matter.no_role', language)
      : value.join(say('matter.separator', language))
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const words: Readonly<Record<string, Key>> = {
  listedIn: 'matter.profile.listedIn',
  nexus: 'matter.profile.nexus',
  sector: 'matter.profile.sector',
  codes: 'matter.profile.codes',
  reporting: 'matter.profile.reporting',
}

function factWord(fact: string, language: Language): string {
  const key = words[fact]
  return key === undefined ? fact : say(key, language)
}

type Key = Extract<keyof typeof peopleTexts, `matter.${string}`>

function say(key: Key, language: Language, params: Record<string, string> = {}): string {
  return fill(peopleTexts[key], language, params)
}
