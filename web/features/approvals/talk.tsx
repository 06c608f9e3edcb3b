import { Reply, Send } from 'lucide-react'
import { useRef, useState, type FormEvent, type RefObject } from 'react'
import { shellTexts } from '../../../src/texts/shell.ts'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { Button } from '../../parts/button.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { Key } from '../../parts/key.tsx'
import { Section } from '../../parts/section.tsx'
import { command } from '../../shell/commands.ts'
import { useKeys } from '../../shell/keys.ts'
import { useTexts } from '../../shell/text.ts'
import type { Case } from './case-view.tsx'
import { useAct } from './send-verb.ts'
import { threadsOf, toggled, type Comment, type Thread } from './threads.ts'

type Colleague = Comment['author']

/** What was said about a request, in threads, and where the reader says something. */
export function TalkSection({ item }: { readonly item: Case }) {
  const say = useTexts(approvalsTexts)
  const [answered, setAnswered] = useState<Comment>()
  const area = useRef<HTMLTextAreaElement>(null)
  const { talk, requestId } = item
  useKeys(talk?.permission.can ? { c: () => area.current?.focus() } : {})
  if (!talk || requestId === undefined || (!talk.permission.can && talk.comments.length === 0)) return null
  const answer = (comment: Comment) => {
    setAnswered(comment)
    area.current?.focus()
  }
  return (
    <Section
      title={say('talk.title')}
      aside={talk.comments.length === 0 ? say('talk.none') : String(talk.comments.length)}
    >
      <ol className="space-y-3">
        {threadsOf(talk.comments).map((thread) => (
          <ThreadView
            key={thread.first.commentId}
            thread={thread}
            onAnswer={talk.permission.can ? answer : undefined}
          />
        ))}
      </ol>
      {talk.permission.can ? (
        <Composer
          item={item}
          requestId={requestId}
          people={talk.mentionable}
          answered={answered}
          area={area}
          onDone={() => setAnswered(undefined)}
        />
      ) : (
        <p className="mt-2 text-meta text-ink-2">{talk.permission.why}</p>
      )}
    </Section>
  )
}

type ThreadProps = {
  readonly thread: Thread
  readonly onAnswer: ((comment: Comment) => void) | undefined
}

function ThreadView({ thread, onAnswer }: ThreadProps) {
  const say = useTexts(approvalsTexts)
  const { first, answers } = thread
  return (
    <li className="rounded-lg border border-line bg-surface px-4 py-2.5">
      <CommentView comment={first} />
      {answers.length === 0 ? null : (
        <ol className="mt-2 space-y-2 border-l-2 border-line pl-3">
          {answers.map((answer) => (
            <li key={answer.commentId}>
              <CommentView comment={answer} />
            </li>
          ))}
        </ol>
      )}
      {onAnswer ? (
        <div className="mt-1 -ml-2">
          <Button
            size={28}
            look="ghost"
            icon={<Reply aria-hidden="true" size={15} />}
            aria-label={say('talk.answer_to', { name: first.author.name })}
            onClick={() => onAnswer(first)}
          >
            {say('talk.answer')}
          </Button>
        </div>
      ) : null}
    </li>
  )
}

function CommentView({ comment }: { readonly comment: Comment }) {
  const say = useTexts(approvalsTexts)
  const { author, mentions, text, when } = comment
  return (
    <article>
      <p className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 text-second font-medium">
          {author.name}
          {author.title === undefined ? null : (
            <span className="ml-1.5 font-normal text-ink-2">{author.title}</span>
          )}
        </span>
        <time dateTime={when.at} title={when.ago} className="shrink-0 text-meta text-ink-3">
          {when.text}
        </time>
      </p>
      <p className="long-text whitespace-pre-line">{text}</p>
      {mentions.length === 0 ? null : (
        <p className="text-meta text-ink-2">
          {say('talk.mentioned', { names: mentions.map(({ name }) => name).join(say('talk.comma')) })}
        </p>
      )}
    </article>
  )
}

type ComposerProps = {
  readonly item: Case
  readonly requestId: string
  readonly people: readonly Colleague[]
  readonly answered: Comment | undefined
  readonly area: RefObject<HTMLTextAreaElement | null>
  readonly onDone: () => void
}

function Composer({ item, requestId, people, answered, area, onDone }: ComposerProps) {
  const say = useTexts(approvalsTexts)
  const shell = useTexts(shellTexts)
  const { text, setText, mentions, setMentions, isBusy, submit } = useComment(
    item,
    requestId,
    answered,
    onDone,
  )
  return (
    <form
      className="mt-3 space-y-2"
      onSubmit={(event) => submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
        if (event.key !== 'Escape' || event.defaultPrevented) return
        // The first Esc leaves the field; the item stays open with what was written.
        event.preventDefault()
        area.current?.blur()
      }}
    >
      <Field
        label={answered ? say('talk.answer_to', { name: answered.author.name }) : say('talk.write')}
        hint={say('talk.hint')}
      >
        {(tied) => (
          <TextArea
            {...tied}
            ref={area}
            rows={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {people.length === 0 ? null : <Mentions people={people} chosen={mentions} onChange={setMentions} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          size={28}
          icon={<Send aria-hidden="true" size={14} />}
          disabled={text.trim() === ''}
          isBusy={isBusy}
        >
          {say('talk.send')}
        </Button>
        {answered ? (
          <Button size={28} look="ghost" onClick={onDone}>
            {shell('shell.cancel')}
          </Button>
        ) : null}
        <span className="ml-auto">
          <Key>C</Key>
        </span>
      </div>
    </form>
  )
}

/** The comment that is being written; it is kept where the server refused it. */
function useComment(item: Case, requestId: string, answered: Comment | undefined, onDone: () => void) {
  const act = useAct()
  const [text, setText] = useState('')
  const [mentions, setMentions] = useState<readonly string[]>([])
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const replyTo = answered === undefined ? {} : { replyTo: answered.commentId }
    const given = { params: { requestId }, body: { text: text.trim(), mentions: [...mentions], ...replyTo } }
    if (await act(item, () => command('comment', given))) {
      setText('')
      setMentions([])
      onDone()
    }
    setBusy(false)
  }
  const submit = (event: Pick<FormEvent, 'preventDefault'>) => {
    event.preventDefault()
    if (text.trim() !== '' && !isBusy) void send()
  }
  return { text, setText, mentions, setMentions, isBusy, submit }
}

type MentionProps = {
  readonly people: readonly Colleague[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Whom a comment mentions: each gets a letter. */
function Mentions({ people, chosen, onChange }: MentionProps) {
  const say = useTexts(approvalsTexts)
  return (
    <fieldset>
      <legend className="mb-1 text-meta text-ink-2">{say('talk.mention')}</legend>
      <div className="flex flex-wrap gap-x-4">
        {people.map(({ id, name, title }) => (
          <label key={id} className="flex min-h-7 items-center gap-1.5 text-second pointer-coarse:min-h-10">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              disabled={!chosen.includes(id) && chosen.length >= 10}
              onChange={() => onChange(toggled(chosen, id))}
              className="size-4 shrink-0 accent-brand"
            />
            <span>
              {name}
              {title === undefined ? null : <span className="ml-1 text-meta text-ink-2">{title}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
