import { z } from 'zod'
import { operations } from '../contract/index.ts'
import type { Operation } from '../contract/operation.ts'
import { refusals } from '../texts/refusals/index.ts'

type Json = { readonly [name: string]: unknown }

/** The whole HTTP interface as OpenAPI 3.1, from the same contract objects that the server checks calls with. */
export function openapiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const each of operations) {
    const path = each.path.replaceAll(/(?<!:):(\w+)/g, '{$1}').replaceAll('::', ':')
    paths[path] = { ...paths[path], [each.method.toLowerCase()]: operationObject(each) }
  }
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Aboveboard 明礼', version: '1' },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-aboveboard-session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function operationObject(operation: Operation): Json {
  const isPublic = operation.security === 'public'
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.id.split('.')[0]],
    parameters: [
      ...parametersIn('path', operation.params),
      ...parametersIn('query', operation.query),
      ...(operation.kind === 'command' ? [keyParameter] : []),
    ],
    ...bodyOf(operation),
    responses: responsesOf(operation),
    security: isPublic ? [] : [{ session: [] }, { token: [] }],
    ...(operation.security === 'factor' ? { 'x-fresh-factor': true } : {}),
  }
}

/** A command is sent again with the same key until its answer arrives; it then takes effect once. */
const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,200}$' },
}

const problemSchema = {
  type: 'object',
  description:
    'RFC 9457. A refusal also carries its stable code and its way out, in the language of the reader.',
  required: ['type', 'title', 'status', 'requestNumber'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    wayOut: { type: 'string' },
    pointers: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'says'],
        properties: { pointer: { type: 'string' }, says: { type: 'string' } },
      },
    },
    requestNumber: { type: 'string' },
  },
}

function parametersIn(place: 'path' | 'query', schema: z.ZodType): Json[] {
  const { properties, required } = schemaOf(schema, 'input')
  const names = Array.isArray(required) ? required : []
  return Object.entries(asObject(properties)).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || names.includes(name),
    schema: each,
  }))
}

function bodyOf(operation: Operation): Json {
  const schema = schemaOf(operation.body, 'input')
  const isEmpty = schema['type'] === 'object' && Object.keys(asObject(schema['properties'])).length === 0
  if (operation.takesFiles) {
    const files = { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } }
    const form = { ...schema, properties: { ...asObject(schema['properties']), files } }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } } }
  }
  if (operation.method === 'GET' || isEmpty) return {}
  return { requestBody: { required: true, content: { 'application/json': { schema } } } }
}

function responsesOf(operation: Operation): Json {
  const schema = schemaOf(operation.answer, 'output')
  // An answer that the contract leaves open is a file, sent as it was stored.
  const isFile = Object.keys(schema).length === 0
  const content = isFile ? { 'application/octet-stream': {} } : { 'application/json': { schema } }
  const codes = operation.refusals.toSorted().map((code) => `\`${code}\`: ${sentence(code)}`)
  const isCommand = operation.kind === 'command'
  const problems: readonly (readonly [status: number, says: string, applies: boolean])[] = [
    [400, 'The call does not have the right shape; pointers say where.', true],
    [401, 'Nobody is signed in, or a fresh second factor is needed.', operation.security !== 'public'],
    [403, 'Not allowed; the reason is given.', operation.security !== 'public'],
    [404, 'Not found, or not to be known.', operation.path.includes('/:')],
    [409, ['Refused by the rules, with the way out.', ...codes].join('\n'), isCommand],
    [422, 'The idempotency key was used for another body.', isCommand],
    [429, 'Too many calls.', true],
    [503, 'The database is away or full.', true],
  ]
  const rest = problems
    .filter(([, , applies]) => applies)
    .map(([status, says]) => [status, problem(says)] as const)
  return { [operation.status]: { description: 'Done', content }, ...Object.fromEntries(rest) }
}

function problem(description: string): Json {
  const schema = { $ref: '#/components/schemas/Problem' }
  return { description, content: { 'application/problem+json': { schema } } }
}

function sentence(code: string): string {
  const english = refusals[code]?.says.en
  return typeof english === 'string' ? english : (english?.other ?? code)
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' })
  return rest
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
