import { Link } from '@tanstack/react-router'
import { linkLook } from '../../parts/text-link.tsx'

type Props = { readonly requestId: string; readonly number: string }

/** The number of a request, by which it opens; tall enough for a thumb. */
export function RequestNumber({ requestId, number }: Props) {
  return (
    <Link
      to="/requests/$requestId"
      params={{ requestId }}
      className={`${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`}
    >
      {number}
    </Link>
  )
}
