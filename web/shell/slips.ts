import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { Problem } from './api.ts'

/** What is wrong with a form, by the field that it is about; `form` for what is about none of them. */
export type Slips<Name extends string> = Partial<Record<Name | 'form', string>>

/**
 * The server's words, each beside what it is about. `fieldOf` has the field of a place in the body, or of the
 * code of a refusal.
 */
export function slipsIn<Name extends string>(
  { code = '', title, wayOut, pointers = [] }: Problem,
  fieldOf: Readonly<Record<string, Name>>,
  failed: string,
): Slips<Name> {
  const says = title || failed
  // Chinese sentences stand without a gap.
  const whole = [says, wayOut].filter(Boolean).join(says.endsWith('。') ? '' : ' ')
  const told: Slips<Name> = {}
  for (const place of pointers) {
    const name = fieldOf[place.pointer]
    // A refusal says in its title what its one place says, and has a way out beside it.
    if (name !== undefined) told[name] = place.says === title ? whole : place.says
  }
  if (Object.keys(told).length > 0) return told
  const alone: Slips<Name> = {}
  alone[fieldOf[code] ?? 'form'] = whole
  return alone
}

/**
 * The form whose first wrong field takes the cursor as what is wrong appears: a moment later it would take it
 * from what is being typed by then.
 */
export function useFirstSlip(slips: Slips<string>): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [slips])
  return form
}
