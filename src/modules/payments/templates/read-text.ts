import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { templateColumnsMax, templateContent } from '../../../contract/bank-template-content.ts'
import { templateFields } from '../../../contract/template-fields.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { TemplateContent } from './content.ts'

/** Reads a template from YAML or JSON, or says what is wrong with it and where. */
export function readTemplate(text: string): TemplateContent | Refusal {
  const value = valueOf(text)
  if (isRefusal(value)) return value
  const wide = columnsObjection(value)
  if (wide) return wide
  const read = templateContent.safeParse(value)
  return read.success ? read.data : shapeRefusal(read.error.issues[0], value)
}

/** What the text says; an alias is refused, or a few lines would become a file that fills the memory. */
function valueOf(text: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: 'error', prettyErrors: false })
    const [error] = document.errors
    if (error) return refuse('bank.template_text_broken', { words: firstLine(error.message) })
    return document.toJS({ maxAliasCount: 0 }) as unknown
  } catch (fault) {
    const words = fault instanceof Error ? firstLine(fault.message) : ''
    return refuse('bank.template_text_broken', { words })
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 120)
}

/** Told before their shape: of five hundred columns the first wrong one would be told alone. */
function columnsObjection(value: unknown): Refusal | undefined {
  const columns: unknown =
    typeof value === 'object' && value !== null && 'columns' in value ? value.columns : undefined
  if (!Array.isArray(columns) || columns.length <= templateColumnsMax) return undefined
  return refuse('bank.template_too_many_columns', { count: columns.length, most: templateColumnsMax })
}

function shapeRefusal(issue: z.core.$ZodIssue | undefined, value: unknown): Refusal {
  const path = issue?.path ?? []
  const place = path.length === 0 ? '/' : path.map((part) => String(part)).join('.')
  if (path.at(0) === 'columns' && path.at(-1) === 'field') {
    const field = String(valueAt(value, path) ?? '').slice(0, 40)
    return refuse('bank.template_field_unknown', { place, field, fields: templateFields.join(', ') })
  }
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ').slice(0, 80) : ''
  const at = keys === '' ? place : place === '/' ? keys : `${place}.${keys}`
  return refuse('bank.template_shape', { place: at })
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  )
}
