import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { Reading } from './kept-form.ts'

type Props = { readonly requestId: string; readonly began: Reading } & Reading

/** One sentence where the request moved on after the typing began: what happened, by whom. */
export function MovedOn({ requestId, version, since, began }: Props) {
  const say = useTexts(requestsTexts)
  const { data, isFetching } = useAnswer('requestDetail', { params: { requestId } }, { fresh: true })
  const isRead = data !== undefined && data.version >= version
  if (!isRead && isFetching) return null
  // What came after this reading has moved nothing: a comment, or a submit that was refused.
  const between = isRead
    ? data.timeline.filter(({ when }) => when.at > began.since && when.at <= since)
    : []
  const last = between.at(-1)
  return (
    <p role="status" className="pb-2 text-second text-warn">
      {last === undefined
        ? say('new.moved_on')
        : say('new.moved_on_by', { name: last.actor, did: last.verb, when: last.when.text })}
    </p>
  )
}
