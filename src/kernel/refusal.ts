/** A value that a sentence of a refusal can show. */
export type RefusalValue = string | number | boolean

/**
 * A business "no": an answer, not an exception. `code` is stable and has its sentence and its way out
 * in `src/texts`; `params` fill the sentence; `pointer` names the field (JSON pointer), where one is to
 * blame.
 */
export type Refusal = {
  readonly refused: true
  readonly code: string
  readonly params: Readonly<Record<string, RefusalValue>>
  readonly pointer?: string
}

/** Builds a refusal. */
export function refuse(
  code: string,
  params: Readonly<Record<string, RefusalValue>> = {},
  pointer?: string,
): Refusal {
  return pointer === undefined
    ? { refused: true, code, params }
    : { refused: true, code, params, pointer }
}

/** True when `answer` is a refusal. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && (answer as { refused?: unknown }).refused === true
}
