import type { Refusal } from '../../../kernel/refusal.ts'

/** The end of a reading that found a reason against the file; `readInvoice` turns it into its refusal. */
export class ReadStop extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'ReadStop'
    this.refusal = refusal
  }
}

/** Ends the reading of a file with a reason that the person reads. */
export function stopRead(refusal: Refusal): never {
  throw new ReadStop(refusal)
}
