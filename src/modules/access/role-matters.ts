import { actAlone, type Door } from '../../platform/act/act.ts'
import {
  saidOf,
  stillWaiting,
  type Gone,
  type Matter,
  type MatterReader,
  type MattersPort,
} from '../../platform/matters.ts'
import { updateRow } from '../../platform/act/rows.ts'
import type { Instant } from '../../kernel/time.ts'
import { formatMoney } from '../../kernel/format.ts'
import { money } from '../../kernel/money.ts'
import type { Language } from '../../texts/text.ts'
import { answerObjection, startOf } from './domain.ts'
import { grantsInForce, dayFor, type Organisation } from './organisation.ts'
import { matterWord, nameOf, roleWord, staffName } from './present.ts'
import { answerRole } from './role-commands.ts'
import { answerable, leftOf } from './proposals.ts'
import { isGrantable } from './roles.ts'
import { lockedSituation, type RoleDeps } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { roleGrantTable, type RoleGrantRow } from './tables.ts'

/** Roles that wait for their second person, in the inbox of those who may answer. */
export function roleMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'role_grant',
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const grants = organisation.rows.grants.filter((grant) => ids.includes(grant.id))
      return new Map(grants.map((grant) => [grant.id, matterOf(organisation, reader, grant)]))
    },
    answer: (call, grantId, answer) =>
      actAlone(deps.door, answerRole(deps), { ...call, body: { grantId, ...saidOf(answer) } }),
    waiting: async (tx, ids, at) => {
      const organisation = (await lockedSituation(tx, deps)).organisation()
      const asked = organisation.rows.grants.filter(({ id }) => ids.includes(id))
      return stillWaiting(asked, (row) => ({
        ended: (state) => updateRow(roleGrantTable, row, { state }),
        gone: goneOf(organisation, row, at),
      }))
    },
  }
}

/** A role that would be over before it begins is none: it waited too long for its second person. */
function goneOf(organisation: Organisation, grant: RoleGrantRow, at: Instant): Gone | undefined {
  const begins = startOf(grant, dayFor(organisation, grant.person_id, at))
  const isOver = grant.until_on !== null && grant.until_on < begins
  return leftOf(organisation, [grant.person_id], at) ?? (isOver ? 'day_passed' : undefined)
}

function matterOf(organisation: Organisation, reader: MatterReader, grant: RoleGrantRow): Matter {
  const { actor, now } = reader
  const { language } = actor
  const today = dayFor(organisation, grant.person_id, now)
  const name = staffName(organisation, grant.person_id, language)
  const word = wordOf(grant.role, language)
  const held = grantsInForce(organisation, grant.person_id, today).map((one) => wordOf(one.role, language))
  const separator = matterWord('matter.separator', language)
  return {
    version: grant.version,
    kind: matterWord('matter.role', language),
    title: matterWord('matter.role.title', language, { name, role: word }),
    heading: name,
    reason: '',
    facts: factsOf(organisation, language, grant),
    changes: [
      {
        name: matterWord('matter.roles', language),
        before: held.length === 0 ? matterWord('matter.no_role', language) : held.join(separator),
        after: [...held, word].join(separator),
      },
    ],
    ...answerable(reader, 'access.answer_role', () =>
      answerObjection(organisation, grant, actor.personId, today),
    ),
  }
}

function wordOf(role: string, language: Language): string {
  return isGrantable(role) ? roleWord(role, language) : role
}

function factsOf(organisation: Organisation, language: Language, grant: RoleGrantRow): Matter['facts'] {
  const unit = organisation.units.get(grant.unit_id ?? '')
  const entity = organisation.entities.get(grant.entity_id ?? '')
  const place = unit ?? entity
  const scope = place ? nameOf(place, language) : matterWord('matter.group', language)
  const from = matterWord('matter.from', language)
  return [
    { name: matterWord('matter.scope', language), text: scope },
    { name: from, text: grant.from_on },
    ...(grant.until_on === null
      ? []
      : [{ name: matterWord('matter.until', language), text: grant.until_on }]),
    ...(grant.limit_minor === null || grant.limit_currency === null
      ? []
      : [
          {
            name: matterWord('matter.limit', language),
            text: formatMoney(money(grant.limit_currency.trim(), BigInt(grant.limit_minor))),
          },
        ]),
  ]
}
