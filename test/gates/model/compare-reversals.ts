/** A reversal as the database holds it, with its round. */
export type StoredReversal = {
  readonly id: string
  readonly verb: string
  readonly state: string
  readonly round: string
  readonly by: string
  readonly answered: string | null
  readonly asked: readonly string[]
}

/** How the round of a reversal ends with its answer. */
export const roundOf = {
  proposed: 'open',
  confirmed: 'approved',
  declined: 'rejected',
  withdrawn: 'withdrawn',
} as const

type SaidReversal = Omit<StoredReversal, 'id' | 'answered'> & { readonly answered: string | null | undefined }

/** A reversal in the words of a comparison. */
export function reversalWords(
  i: number,
  { verb, state, round, by, answered, asked }: SaidReversal,
): string[] {
  const at = `reversal ${i + 1}`
  return [
    `${at} ${verb} ${state}, round ${round}, asked by ${by}, answered by ${answered ?? '-'}`,
    ...asked.map((person) => `${at} asks ${person}`),
  ]
}
