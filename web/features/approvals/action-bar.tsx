import { useNavigate } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  Ban,
  Bell,
  Check,
  CheckCheck,
  Copy,
  Ellipsis,
  Gift,
  PackageCheck,
  MessageSquareReply,
  PencilLine,
  RotateCcw,
  Undo2,
  UserPlus,
  X,
} from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { shellTexts } from '../../../src/texts/shell.ts'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { Button, iconButtonLook } from '../../parts/button.tsx'
import { Menu } from '../../parts/menu.tsx'
import { useIsWide } from '../../parts/use-wide.ts'
import { command } from '../../shell/commands.ts'
import { useKeys } from '../../shell/keys.ts'
import { tell } from '../../shell/messages.ts'
import { usePendingSubjects } from '../../shell/pending.ts'
import { useTexts } from '../../shell/text.ts'
import { barOf, wordOf, type Room, type Verb } from './bar.ts'
import type { Case } from './case-view.tsx'
import { useAct, useDecide } from './send-verb.ts'
import { VerbForm } from './verb-form.tsx'
import { forgetWritten, useWritten } from './written.ts'

type Props = { readonly item: Case; readonly onDecided: () => void }

/** The bar under an item: one primary action at the left; the form of a chosen verb takes its place. */
export function ActionBar({ item, onDecided }: Props) {
  const say = useTexts(approvalsTexts)
  const { verb, start, close } = useChosenVerb(item, onDecided)
  const isWaiting = usePendingSubjects().has(item.approvalId ?? '')
  const { room, line } = useRoom(item)
  const bar = barOf(item.can, room)
  useVerbKeys(item, start)
  if (isWaiting) return <BarFrame>{<p className="py-2 text-ink-2">{say('case.waiting_send')}</p>}</BarFrame>
  if (verb) {
    return (
      <BarFrame>
        <Suspense>
          <VerbForm key={verb} verb={verb} item={item} onClose={close} onDecided={onDecided} />
        </Suspense>
      </BarFrame>
    )
  }
  if (bar.primary === undefined && bar.beside.length === 0) return null
  return (
    <BarFrame>
      <Why item={item} primary={bar.primary} />
      <div
        ref={line}
        role="group"
        aria-label={say('verb.actions')}
        className="flex flex-wrap items-center gap-1.5 sm:gap-2 max-lg:[&_button]:px-3"
      >
        {bar.primary === undefined ? null : <Primary verb={bar.primary} item={item} onStart={start} />}
        {bar.beside.map((it, index) => (
          <span key={it} className={index === 2 ? 'ml-auto' : undefined}>
            <Button
              size={36}
              look={dangerous.has(it) ? 'danger' : index === 2 ? 'ghost' : 'outline'}
              icon={icons[it]}
              {...(it in keysOf ? { shortcut: keysOf[it] } : {})}
              onClick={() => start(it)}
            >
              {say(wordOf(it, item))}
            </Button>
          </span>
        ))}
        <MoreVerbs item={item} verbs={bar.menu} isLast={bar.beside.length < 3} onStart={start} />
      </div>
    </BarFrame>
  )
}

/** The line of the buttons as it is measured; undefined before that. */
function useRoom(item: Case) {
  const say = useTexts(approvalsTexts)
  const isPhone = !useIsWide()
  const [width, setWidth] = useState<number>()
  const [line] = useState(() => (node: HTMLElement | null) => {
    if (!node) return undefined
    const measure = () => setWidth(node.clientWidth)
    const watching = new ResizeObserver(measure)
    watching.observe(node)
    measure()
    return () => watching.disconnect()
  })
  if (width === undefined) return { line }
  const { primary } = barOf(item.can)
  const wordFor = (verb: Verb) => (verb === primary ? primaryWord(verb, item, isPhone) : wordOf(verb, item))
  const hasKeys = window.matchMedia('(min-width: 1280px) and (pointer: fine)').matches
  const around = (verb: Verb) => (isPhone ? 57 : 67) + (hasKeys && verb in keysOf ? 26 : 0)
  const room: Room = { width, wordOf: (verb) => say(wordFor(verb)), around }
  return { room, line }
}

/** Below 1280 px the buttons need the room of their key hints. */
function BarFrame({ children }: { readonly children: React.ReactNode }) {
  return (
    <div className="shrink-0 border-t border-line bg-surface max-xl:[&_kbd]:hidden">
      <div className="mx-auto max-w-[760px] px-4 pt-3 pb-[calc(12px+env(safe-area-inset-bottom))] sm:px-8">
        {children}
      </div>
    </div>
  )
}

type VerbProps = { readonly verb: Verb; readonly item: Case; readonly onStart: (verb: Verb) => void }

function Primary({ verb, item, onStart }: VerbProps) {
  const say = useTexts(approvalsTexts)
  const permission = item.can[verb]
  const isPhone = !useIsWide()
  return (
    <Button
      look="primary"
      size={36}
      grow={isPhone}
      icon={icons[verb]}
      disabled={!permission?.can}
      {...(verb in keysOf && permission?.can ? { shortcut: keysOf[verb] } : {})}
      onClick={() => onStart(verb)}
    >
      {say(primaryWord(verb, item, isPhone))}
    </Button>
  )
}

/** The word on the main action; on a phone the form that opens asks for the reason, not the button. */
function primaryWord(verb: Verb, item: Case, isPhone: boolean): keyof typeof approvalsTexts {
  if (verb !== 'approve' || item.object.type === 'review') return wordOf(verb, item)
  const permission = item.can.approve
  if (permission?.can) return permission.needsReason && !isPhone ? 'verb.approve_reason' : 'verb.approve'
  return item.verdict?.outcome === 'prohibit' ? 'verb.approve_forbidden' : 'verb.approve_hold'
}

/** Why the main action is not open, beside it and not in a hint that needs a mouse. */
function Why({ item, primary }: { readonly item: Case; readonly primary: Verb | undefined }) {
  const permission = primary === undefined ? undefined : item.can[primary]
  if (permission === undefined || permission.can) return null
  return <p className="mb-2 text-second text-ink-2">{permission.why}</p>
}

type MoreProps = {
  readonly item: Case
  readonly verbs: readonly Verb[]
  readonly isLast: boolean
  readonly onStart: (verb: Verb) => void
}

function MoreVerbs({ item, verbs, isLast, onStart }: MoreProps) {
  const say = useTexts(approvalsTexts)
  const shell = useTexts(shellTexts)
  if (verbs.length === 0) return null
  return (
    <span className={isLast ? 'ml-auto' : undefined}>
      <Menu
        side="top"
        name={shell('shell.more')}
        look={iconButtonLook}
        items={verbs.map((verb) => {
          const permission = item.can[verb]
          return {
            key: verb,
            text: say(wordOf(verb, item)),
            icon: icons[verb],
            ...(permission && !permission.can ? { why: permission.why } : {}),
            onChoose: () => onStart(verb),
          }
        })}
      >
        <Ellipsis aria-hidden="true" size={18} />
      </Menu>
    </span>
  )
}

/** The verb whose form is open; what needs no form happens at once. The focus returns to its origin. */
function useChosenVerb(item: Case, onDecided: () => void) {
  const [verb, setVerb] = useState<Verb>()
  const from = useRef<Element | null>(null)
  const decide = useDecide()
  const act = useAct()
  const navigate = useNavigate()
  const written = useWritten(item.approvalId)?.verb
  // What was written for a decision that was not made is there again; a form is closed for good by hand.
  const isOpen = written !== undefined && item.can[written]?.can === true
  useEffect(() => setVerb(isOpen ? written : undefined), [item.object.id, isOpen])
  const close = () => {
    setVerb(undefined)
    forgetWritten(item.approvalId)
    requestAnimationFrame(() => from.current instanceof HTMLElement && from.current.focus())
  }
  const start = (chosen: Verb) => {
    const permission = item.can[chosen]
    if (!permission) return
    if (!permission.can) return tell({ tone: 'problem', text: permission.why })
    from.current = document.activeElement
    if (chosen === 'approve' && !permission.needsReason) {
      return void decide(item, { verb: 'approve', body: { version: item.version } }).then(
        (isDone) => isDone && onDecided(),
      )
    }
    if (chosen === 'change' && item.requestId) {
      return void navigate({ to: '/new', search: { change: item.requestId } })
    }
    if (chosen !== 'remind' || item.approvalId === undefined) return setVerb(chosen)
    const given = { params: { approvalId: item.approvalId }, body: { version: item.version } }
    void act(item, () => command('remind', given))
  }
  return { verb, start, close }
}

function useVerbKeys(item: Case, start: (verb: Verb) => void): void {
  const evidence = useRef(-1)
  useKeys({
    ...(item.can.approve ? { a: () => start('approve') } : {}),
    ...(item.can.return ? { r: () => start('return') } : {}),
    ...(item.can.reject ? { x: () => start('reject') } : {}),
    ...(item.can.transfer ? { t: () => start('transfer') } : {}),
    e: () => {
      const files = document.querySelectorAll<HTMLElement>('[data-evidence]')
      if (files.length === 0) return
      evidence.current = (evidence.current + 1) % files.length
      files[evidence.current]?.focus()
    },
  })
}

const keysOf: Readonly<Record<string, string>> = { approve: 'A', return: 'R', reject: 'X', transfer: 'T' }
const dangerous: ReadonlySet<Verb> = new Set<Verb>(['reject', 'withdraw', 'cancel', 'reverse'])

const icons: Readonly<Record<Verb, React.ReactNode>> = {
  approve: <Check aria-hidden="true" size={17} />,
  reject: <X aria-hidden="true" size={17} />,
  return: <Undo2 aria-hidden="true" size={16} />,
  transfer: <ArrowLeftRight aria-hidden="true" size={16} />,
  add_signer: <UserPlus aria-hidden="true" size={16} />,
  copy: <Copy aria-hidden="true" size={16} />,
  remind: <Bell aria-hidden="true" size={16} />,
  withdraw: <Undo2 aria-hidden="true" size={16} />,
  answer: <MessageSquareReply aria-hidden="true" size={16} />,
  change: <PencilLine aria-hidden="true" size={16} />,
  give: <Gift aria-hidden="true" size={16} />,
  decline: <Ban aria-hidden="true" size={16} />,
  complete: <CheckCheck aria-hidden="true" size={16} />,
  settle: <PackageCheck aria-hidden="true" size={16} />,
  cancel: <X aria-hidden="true" size={16} />,
  reverse: <RotateCcw aria-hidden="true" size={16} />,
}
