import { actAlone, type Door } from '../../platform/act/act.ts'
import { updateRow } from '../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import type { Language } from '../../texts/text.ts'
import type { Organisation } from './organisation.ts'
import { matterWord, nameOf, type MatterKey } from './present.ts'
import { answerProfile } from './profile-commands.ts'
import { factsOfProfile, profileAnswerObjection, profileOn } from './profile.ts'
import { answerable } from './proposals.ts'
import { lockedSituation, type RoleDeps } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { entityProfileTable, type EntityProfileRow } from './tables.ts'

/** What is stated of our legal entities and waits for its second person. */
export function profileMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'entity_profile',
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const rows = organisation.rows.profiles.filter((row) => ids.includes(row.id))
      return new Map(rows.map((row) => [row.id, matterOf(organisation, reader, row)]))
    },
    answer: (call, profileId, answer) =>
      actAlone(deps.door, answerProfile(deps), { ...call, body: { profileId, ...saidOf(answer) } }),
    waiting: async (tx, ids) => {
      const { rows } = (await lockedSituation(tx, deps)).organisation()
      const asked = rows.profiles.filter(({ id }) => ids.includes(id))
      return stillWaiting(asked, (row) => ({
        loggedUnder: { type: 'entity', id: row.entity_id },
        ended: (state) => updateRow(entityProfileTable, row, { state }),
      }))
    },
  }
}

function matterOf(organisation: Organisation, reader: MatterReader, row: EntityProfileRow): Matter {
  const { actor } = reader
  const { language } = actor
  const entity = organisation.entities.get(row.entity_id)
  const name = entity ? nameOf(entity, language) : row.entity_id
  return {
    version: row.version,
    kind: matterWord('matter.profile', language),
    title: matterWord('matter.profile.title', language, { name }),
    heading: name,
    reason: row.reason,
    loggedUnder: { type: 'entity', id: row.entity_id },
    facts: [{ name: matterWord('matter.from', language), text: row.from_on }],
    changes: changesOf(language, profileOn(organisation, row.entity_id, row.from_on), row),
    ...answerable(reader, 'access.answer_profile', () => profileAnswerObjection(row, actor.personId)),
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
  if (value === undefined || value === null) return matterWord('matter.unstated', language)
  if (Array.isArray(value)) {
    return value.length === 0
      ? matterWord('matter.no_role', language)
      : value.join(matterWord('matter.separator', language))
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const words: Readonly<Record<string, MatterKey>> = {
  listedIn: 'matter.profile.listedIn',
  nexus: 'matter.profile.nexus',
  sector: 'matter.profile.sector',
  codes: 'matter.profile.codes',
  reporting: 'matter.profile.reporting',
}

function factWord(fact: string, language: Language): string {
  const key = words[fact]
  return key === undefined ? fact : matterWord(key, language)
}
