import type { z } from 'zod'
import { nearLimitCursors, type nearLimits } from '../../contract/policy.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { versionTexts } from '../../texts/policy-versions.ts'
import { fill } from '../../texts/text.ts'
import { nameOf, staffRefOf } from '../access/index.ts'
import { storedVersion, whenOf, type VersionReader } from './present.ts'
import { loadPackRows } from './store.ts'
import { loadNearLimits } from './store-near.ts'
import type { NearLimitRow, PackRow } from './tables.ts'

type Item = z.input<(typeof nearLimits)['answer']>['items'][number]

/** A page of the searches for a limit in the entities of the reader, in words. */
export async function listNearLimits(
  tx: Transaction,
  reader: VersionReader,
  { cursor: after, limit, ...days }: z.output<typeof nearLimits.query>,
): Promise<z.input<(typeof nearLimits)['answer']>> {
  const packs = await loadPackRows(tx)
  const found = await loadNearLimits(tx, { ...days, after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    items: rows.map((row) => itemOf(reader, packs, row)),
    ...(found.length > limit && last ? { next: nearLimitCursors.write({ at: last.at, id: last.id }) } : {}),
  }
}

function itemOf(reader: VersionReader, rows: readonly PackRow[], row: NearLimitRow): Item {
  const { organisation, language, today } = reader
  const entity = organisation.entities.get(row.entity_id)
  const person = staffRefOf({ organisation, language, today, personId: row.person_id }, row.person_id)
  const { title, limit } = limitOf(reader, rows, row)
  const [first, last] = [whenOf(reader, row.first_at), whenOf(reader, row.at)]
  return {
    id: row.id,
    person,
    entityId: row.entity_id,
    entity: entity ? nameOf(entity, language) : row.entity_id,
    ruleId: row.rule_id,
    title,
    limit,
    tries: row.tries,
    first,
    last,
    says: fill(versionTexts['near_limit'], language, { name: person.name, tries: row.tries, limit }),
  }
}

/** The rule and the limit by the names that they had then. */
function limitOf({ language }: VersionReader, rows: readonly PackRow[], row: NearLimitRow) {
  const stored = rows.find((each) => each.pack_id === row.pack_id && each.pack_version === row.pack_version)
  const loaded = stored && storedVersion(stored).loaded
  const pack = loaded && 'pack' in loaded ? loaded.pack.pack : undefined
  const rule = pack?.rules.find(({ id, part }) => id === row.rule_id && part === (row.rule_part ?? undefined))
  const measure = pack?.measures[row.measure]
  return {
    title: rule ? fill(rule.title, language) : row.rule_id,
    limit: measure ? fill(measure.title, language) : row.measure,
  }
}
