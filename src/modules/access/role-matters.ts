import { act, type Door } from '../../platform/act/act.ts'
import type { Matter, MatterReader, MattersPort } from '../../platform/matters.ts'
import { formatMoney } from '../../kernel/format.ts'
import { money } from '../../kernel/money.ts'
import { peopleTexts } from '../../texts/access.ts'
import { fill, type Language } from '../../texts/text.ts'
import { answerObjection } from './domain.ts'
import { grantsInForce, dayFor, type Organisation } from './organisation.ts'
import { nameOf, roleWord } from './present.ts'
import { answerRole } from './role-commands.ts'
import { isGrantable } from './roles.ts'
import type { RoleDeps } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { authorise } from './table.ts'
import type { RoleGrantRow } from './tables.ts'

/** Roles that wait for their second person, in the inbox of those who may answer. */
export function roleMatters(deps: RoleDeps & { readonly door: Door }): MattersPort {
  return {
    type: 'role_grant',
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const grants = organisation.rows.grants.filter((grant) => ids.includes(grant.id))
      return new Map(grants.map((grant) => [grant.id, matterOf(organisation, reader, grant)]))
    },
    answer: async (call, grantId, { isConfirmed, reason }) => {
      const body = { grantId, answer: isConfirmed ? ('confirm' as const) : ('decline' as const), reason }
      const [outcome] = await act(deps.door, answerRole(deps), [{ ...call, body }])
      if (!outcome) throw new Error('every item of a set has its outcome')
      return outcome
    },
  }
}

function matterOf(organisation: Organisation, { actor, now }: MatterReader, grant: RoleGrantRow): Matter {
  const { language } = actor
  const today = dayFor(organisation, grant.person_id, now)
  const person = organisation.people.get(grant.person_id)
  const name = person ? nameOf(person, language) : grant.person_id
  const word = wordOf(grant.role, language)
  const held = grantsInForce(organisation, grant.person_id, today).map((one) => wordOf(one.role, language))
  const separator = say('matter.separator', language)
  return {
    version: grant.version,
    kind: say('matter.role', language),
    title: say('matter.role.title', language, { name, role: word }),
    heading: name,
    reason: '',
    facts: factsOf(organisation, language, grant),
    changes: [
      {
        name: say('matter.roles', language),
        before: held.length === 0 ? say('matter.no_role', language) : held.join(separator),
        after: [...held, word].join(separator),
      },
    ],
    objection:
      authorise({ ...actor, hasFreshFactor: true }, 'access.answer_role') ??
      answerObjection(organisation, grant, actor.personId, today),
    needsFactor: !actor.hasFreshFactor,
  }
}

function wordOf(role: string, language: Language): string {
  return isGrantable(role) ? roleWord(role, language) : role
}

function factsOf(organisation: Organisation, language: Language, grant: RoleGrantRow): Matter['facts'] {
  const unit = organisation.units.get(grant.unit_id ?? '')
  const entity = organisation.entities.get(grant.entity_id ?? '')
  const place = unit ?? entity
  const scope = place ? nameOf(place, language) : say('matter.group', language)
  const from = say('matter.from', language)
  return [
    { name: say('matter.scope', language), text: scope },
    { name: from, text: grant.from_on },
    ...(grant.until_on === null ? [] : [{ name: say('matter.until', language), text: grant.until_on }]),
    ...(grant.limit_minor === null || grant.limit_currency === null
      ? []
      : [
          {
            name: say('matter.limit', language),
            text: formatMoney(money(grant.limit_currency.trim(), BigInt(grant.limit_minor))),
          },
        ]),
  ]
}

type Key = Extract<keyof typeof peopleTexts, `matter.${string}`>

function say(key: Key, language: Language, params: Record<string, string> = {}): string {
  return fill(peopleTexts[key], language, params)
}
