import { z } from 'zod'
import type { Operation } from '../../src/contract/operation.ts'

type Schema = Readonly<Record<string, unknown>>

/** Whether a pointer of a problem names a place that a call of the operation has. */
export function hasPlace(operation: Operation, pointer: string): boolean {
  const [, part, ...names] = pointer.split('/')
  if (part === 'header') return names.length === 1
  const schema = { path: operation.params, query: operation.query, body: operation.body }[part ?? '']
  if (!schema) return false
  const json: Schema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return holds(json, part === 'query' ? names.slice(0, 1) : names)
}

/** The pointers of an answer that name no place of its call. */
export function strayPointers(operation: Operation, answer: unknown): string[] {
  const { pointers } = asSchema(answer)
  const places = Array.isArray(pointers) ? pointers.map((it: unknown) => String(asSchema(it)['pointer'])) : []
  return places.filter((pointer) => !hasPlace(operation, pointer))
}

/** A list in a query is one text, so that its items have no place of their own in the schema. */
function holds(schema: Schema, names: readonly string[]): boolean {
  const [name, ...rest] = names
  if (name === undefined) return true
  const options = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => listOf(schema[key]))
  if (options.some((option) => holds(asSchema(option), names))) return true
  if (schema['type'] === 'array') return /^\d+$/.test(name) && holds(asSchema(schema['items']), rest)
  const member = asSchema(schema['properties'])[name] ?? schema['additionalProperties']
  return typeof member === 'object' && member !== null && holds(asSchema(member), rest)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
