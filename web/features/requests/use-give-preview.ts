import { useEffect, useState } from 'react'
import { call, type Answer, type Given } from '../../shell/api.ts'

type Body = NonNullable<Given<'previewGive'>['body']>

/** How long after the last key it asks; shorter would ask for every letter. */
const waitMs = 250

/**
 * What recording it so would lead to, asked while one types. Without a body, and where the answer does not
 * come, there is none: the form sends all the same, and the server decides then.
 */
export function useGivePreview(
  requestId: string | undefined,
  body: Body | undefined,
): Answer<'previewGive'> | undefined {
  const [found, setFound] = useState<{ text: string; answer: Answer<'previewGive'> }>()
  const text = requestId === undefined || body === undefined ? '' : JSON.stringify(body)
  useEffect(() => {
    if (text === '' || requestId === undefined) return undefined
    const leaving = new AbortController()
    const timer = setTimeout(() => {
      call(
        'previewGive',
        { params: { requestId }, body: JSON.parse(text) as Body },
        { signal: leaving.signal },
      )
        .then((answer) => setFound({ text, answer }))
        .catch(() => setFound(undefined))
    }, waitMs)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [requestId, text])
  return found?.text === text ? found.answer : undefined
}
