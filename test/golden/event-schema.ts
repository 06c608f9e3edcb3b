import { operations } from '../../src/contract/index.ts'
import { innerCommands } from '../../src/modules/access/inner-commands.ts'
import { governedTables } from '../../src/app/governed.ts'
import type { GovernedTable } from '../../src/platform/act/rows.ts'

const text = { type: 'string' }
const optionalText = { anyOf: [text, { type: 'null' }] }
const commitment = {
  type: 'object',
  description: 'An HMAC under the key of the subject: it proves a personal value without telling it.',
  required: ['c'],
  properties: { c: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
  additionalProperties: false,
}

/** What an entry of the log looks like, as JSON Schema: which commands, and which columns of which table. */
export function eventSchema(): Record<string, unknown> {
  const commands = operations.filter(({ kind }) => kind === 'command').map(({ id }) => id)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Entry of the log',
    type: 'object',
    required: ['v', 'op', 'at', 'actor', 'key', 'object', 'outcome', 'rows'],
    properties: {
      v: { const: 1 },
      op: { ...text, examples: [...new Set([...commands, ...innerCommands])].toSorted() },
      at: { type: 'string', format: 'date-time' },
      actor: actorSchema,
      key: text,
      entity: text,
      object: { type: 'object', required: ['type', 'id'], properties: { type: text, id: text } },
      outcome: { enum: ['done', 'refused'] },
      refusal: { type: 'object', required: ['code', 'params'], properties: { code: text, params: {} } },
      reason: text,
      note: {},
      rows: { type: 'array', items: { oneOf: governedTables.map(rowSchema) } },
    },
    if: { properties: { outcome: { const: 'refused' } } },
    then: { required: ['refusal'] },
    additionalProperties: false,
  }
}

const actorSchema = {
  type: 'object',
  required: ['via'],
  properties: { person: text, account: text, role: text, via: text, for: text },
  additionalProperties: false,
}

function rowSchema(table: GovernedTable): Record<string, unknown> {
  const logged = Object.keys(table.columns).filter((name) => !table.bulky.includes(name))
  const columns = {
    type: 'object',
    properties: Object.fromEntries(logged.map((name) => [name, valueOf(table, name)])),
    additionalProperties: false,
  }
  return {
    type: 'object',
    required: ['table', 'id', 'version', 'digest'],
    properties: {
      table: { const: table.name },
      id: text,
      version: { type: 'integer', minimum: 1 },
      digest: { anyOf: [{ type: 'string', pattern: '^[0-9a-f]{64}$' }, { type: 'null' }] },
      cols: { type: 'integer', minimum: 1 },
      old: columns,
      new: columns,
    },
    additionalProperties: false,
  }
}

function valueOf(table: GovernedTable, column: string): Record<string, unknown> {
  return table.personal.includes(column) ? { anyOf: [commitment, { type: 'null' }] } : optionalText
}
