import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { webAttendanceTexts } from '../../../src/texts/web-attendance.ts'
import { buttonLook } from '../../parts/button.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { queryClient, useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Attendance = NonNullable<Answer<'requestDetail'>['attendance']>
type Props = { readonly requestId: string; readonly attendance: Attendance }

/** How often it is looked whether somebody else signed in, while the sign-in is open. */
const lookEveryMs = 5000

/** Who signed in by the code, and for whoever records the giving the way to the code. */
export function AttendanceSection({ requestId, attendance }: Props) {
  const say = useTexts(webAttendanceTexts)
  const { permission, state, guests } = attendance
  useNewcomers(requestId, attendance)
  if (!permission.can && guests.length === 0) return null
  const isAlive = state === 'open' || state === 'before'
  return (
    <Section title={say('section.title')} aside={say(`state.${state}`)}>
      {guests.length === 0 ? null : (
        <>
          <p className="text-second">{say('section.count', { count: guests.length })}</p>
          <ul className="mt-1 grid gap-x-8 sm:grid-cols-2">
            {guests.map((one) => (
              <Guest key={one.signInId} one={one} />
            ))}
          </ul>
        </>
      )}
      {permission.can ? (
        <div className="mt-2 flex flex-wrap items-center gap-3">
          {isAlive ? null : (
            <p className="min-w-0 basis-60 grow text-second text-ink-2">{say('section.none')}</p>
          )}
          <Link
            to="/requests/$requestId/sign-in"
            params={{ requestId }}
            className={buttonLook('outline', 32)}
          >
            {say(isAlive ? 'section.open' : 'section.start')}
          </Link>
        </div>
      ) : null}
    </Section>
  )
}

function Guest({ one }: { readonly one: Attendance['guests'][number] }) {
  const say = useTexts(webAttendanceTexts)
  const { name, employer, position, isOfficial, when } = one
  const office =
    isOfficial === 'no' ? undefined : say(isOfficial === 'yes' ? 'section.official' : 'section.unknown')
  const more = [employer, position, office].filter((text) => text !== undefined).join(' · ')
  return (
    <li className="flex justify-between gap-3 border-t border-line py-1.5 text-second">
      <span className="min-w-0 break-words">
        {name} <span className="text-ink-2">{more}</span>
      </span>
      <span className="shrink-0 text-ink-2">{when.text}</span>
    </li>
  )
}

/** Reads the request again once somebody else has signed in; only whoever may see the code is told. */
function useNewcomers(requestId: string, { permission, state, guests }: Attendance): void {
  const enabled = permission.can && state === 'open'
  const { data } = useAnswer(
    'guestLink',
    { params: { requestId } },
    { enabled, everyMs: enabled && lookEveryMs },
  )
  const isMore = enabled && data !== undefined && data.count > guests.length
  useEffect(() => {
    if (isMore) void queryClient.invalidateQueries({ queryKey: ['requestDetail'] })
  }, [isMore, data?.count])
}
