import { formatMoment } from '../../../src/kernel/format.ts'
import { timeAgo } from '../../../src/kernel/relative-time.ts'
import { useMe } from '../../shell/session.ts'
import { useLanguage } from '../../shell/text.ts'

/** A moment with its age, by the functions that the server uses: `11-23 16:40 · 3 天前`. */
export function When({ at }: { readonly at: string }) {
  const { language } = useLanguage()
  const zone = useMe()?.zone ?? 'UTC'
  const now = new Date().toISOString()
  return (
    <time dateTime={at}>
      {formatMoment(at, zone, now)} · {timeAgo(at, { now, zone, language })}
    </time>
  )
}
