import type { RefusalValue } from '../../../kernel/refusal.ts'

export { plainText } from '../../../kernel/plain-text.ts'

/** A remark before it knows its column. */
export type Finding = { readonly code: string; readonly params?: Readonly<Record<string, RefusalValue>> }

/**
 * What reading one cell gives: a value with notes on how it was read, something a person must complete,
 * or a reason why it cannot be read.
 */
export type Reading<Value> =
  | { readonly is: 'read'; readonly value: Value; readonly notes: readonly Finding[] }
  | { readonly is: 'missing'; readonly finding: Finding }
  | { readonly is: 'unreadable'; readonly finding: Finding }

/** A value that was read. */
export function read<Value>(value: Value, notes: readonly Finding[] = []): Reading<Value> {
  return { is: 'read', value, notes }
}

/** A cell that says nothing where something is needed. */
export function missing(code: string, params: Finding['params'] = {}): Reading<never> {
  return { is: 'missing', finding: { code, params } }
}

/** A cell that says something that cannot be understood. */
export function unreadable(code: string, params: Finding['params'] = {}): Reading<never> {
  return { is: 'unreadable', finding: { code, params } }
}

/** A cell as a sentence may quote it. */
export function quoted(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain
}
