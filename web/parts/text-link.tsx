import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** A link to the page of a customer or a person. */
export function PartyLink({ partyId, children }: { readonly partyId: string; readonly children: ReactNode }) {
  return (
    <Link to="/parties/$partyId" params={{ partyId }} className={linkLook}>
      {children}
    </Link>
  )
}

/** The look of a link within text. */
export const linkLook =
  'text-ink underline decoration-line-2 decoration-1 underline-offset-4 hover:decoration-ink-2'
