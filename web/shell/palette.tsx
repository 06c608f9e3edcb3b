import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Building2, CornerDownRight, UserRound } from 'lucide-react'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { shellTexts } from '../../src/texts/shell.ts'
import { overlayTexts } from '../../src/texts/shell-overlays.ts'
import { useOpenDialog } from '../parts/dialog.tsx'
import { useSwitchLanguage } from './account-menu.tsx'
import type { Overlay } from './layout.tsx'
import { useAnswer } from './queries.ts'
import type { Me } from './session.ts'
import { useTexts } from './text.ts'
import { classes } from '../parts/classes.ts'

type Props = { readonly me: Me; readonly onClose: () => void; readonly onOpen: (overlay: Overlay) => void }

/** Go anywhere, find any customer or person, start any action, without the mouse. */
export function Palette({ me, onClose, onOpen }: Props) {
  const say = useTexts(overlayTexts)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const asked = useDeferredValue(text.trim())
  const ref = useOpenDialog()
  const found = useAnswer('searchParties', { query: { q: asked, kind: 'any' } }, { keep: true })
  const items = found.data?.items ?? []
  const commands = useCommands({ me, onOpen }, asked)
  // What is highlighted must be on the list, or Enter would choose what is no longer seen.
  const listed = [...commands.map((it) => it.word), ...items.map((it) => it.id)]
  const current = listed.includes(chosen) ? chosen : (listed[0] ?? '')
  return (
    <dialog
      ref={ref}
      aria-label={say('palette.label')}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
      className="mx-auto mt-[12dvh] w-[calc(100vw-32px)] max-w-xl rounded-lg bg-surface p-0 shadow-overlay"
    >
      <Command
        label={say('palette.label')}
        loop
        shouldFilter={false}
        value={current}
        onValueChange={setChosen}
      >
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder={say('palette.placeholder')}
          className="h-12 w-full border-b border-line bg-surface px-4 text-section focus-visible:outline-none"
        />
        <Command.List className="max-h-[52dvh] overflow-y-auto p-2">
          <Command.Empty className="px-3 py-6 text-center text-second text-ink-2">
            {say('palette.none')}
          </Command.Empty>
          <Commands commands={commands} onClose={onClose} />
          <Parties items={items} hasMore={found.data?.hasMore === true} onClose={onClose} />
        </Command.List>
      </Command>
    </dialog>
  )
}

const places = {
  inbox: '/inbox',
  my_requests: '/my-requests',
  my_claims: '/my-claims',
  register: '/register',
  verification: '/verification',
  administration: '/administration',
  tax: '/tax',
  books: '/books',
  budgets: '/budgets',
  payments: '/payments',
  claims: '/claims',
  staff_accounts: '/staff-accounts',
  payee_accounts: '/payee-accounts',
  coverage: '/coverage',
  reconciliation: '/reconciliation',
} as const

type GoTo = { readonly word: string; readonly act: () => void }

/** Where one can go and what one can start, by its word. */
function useCommands({ me, onOpen }: Omit<Props, 'onClose'>, text: string): readonly GoTo[] {
  const say = useTexts(shellTexts)
  const navigate = useNavigate()
  const switchLanguage = useSwitchLanguage()
  const all = [
    ...me.navigation.map((item) => ({
      word: say(`shell.nav.${item.key}`),
      act: () => void navigate({ to: places[item.key] }),
    })),
    ...(me.canRequest.can
      ? [{ word: say('shell.new_request'), act: () => void navigate({ to: '/new' }) }]
      : []),
    { word: say('shell.delegations'), act: () => onOpen('delegations') },
    { word: say('shell.shortcuts'), act: () => onOpen('shortcuts') },
    { word: say('shell.language'), act: switchLanguage },
  ]
  return all.filter((it) => it.word.toLowerCase().includes(text.toLowerCase()))
}

function Commands({
  commands,
  onClose,
}: {
  readonly commands: readonly GoTo[]
  readonly onClose: () => void
}) {
  const say = useTexts(overlayTexts)
  if (commands.length === 0) return null
  return (
    <Command.Group heading={say('palette.go')} className={groupLook}>
      {commands.map((it) => (
        <Choice
          key={it.word}
          value={it.word}
          icon={<CornerDownRight aria-hidden="true" size={16} />}
          onChoose={() => {
            onClose()
            it.act()
          }}
        >
          {it.word}
        </Choice>
      ))}
    </Command.Group>
  )
}

type Found = {
  readonly id: string
  readonly kind: 'organisation' | 'person'
  readonly name: string
  readonly label?: string | undefined
}

type PartiesProps = {
  readonly items: readonly Found[]
  readonly hasMore: boolean
  readonly onClose: () => void
}

function Parties({ items, hasMore, onClose }: PartiesProps) {
  const say = useTexts(overlayTexts)
  const navigate = useNavigate()
  if (items.length === 0) return null
  return (
    <Command.Group heading={say('palette.parties')} className={groupLook}>
      {items.map((item) => (
        <Choice
          key={item.id}
          value={item.id}
          icon={
            item.kind === 'person' ? (
              <UserRound aria-hidden="true" size={16} />
            ) : (
              <Building2 aria-hidden="true" size={16} />
            )
          }
          onChoose={() => {
            onClose()
            void navigate({ to: '/parties/$partyId', params: { partyId: item.id } })
          }}
        >
          {item.name}
          <span className="ml-2 text-meta text-ink-2">{item.label}</span>
        </Choice>
      ))}
      {hasMore ? (
        <p role="status" className="px-3 py-1.5 text-meta text-ink-2">
          {say('palette.more')}
        </p>
      ) : null}
    </Command.Group>
  )
}

const groupLook = classes(
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1',
  '[&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-ink-3',
)

type ChoiceProps = {
  readonly value: string
  readonly icon: ReactNode
  readonly onChoose: () => void
  readonly children: ReactNode
}

function Choice({ value, icon, onChoose, children }: ChoiceProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onChoose}
      className={classes(
        'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-3 text-body',
        'aria-selected:bg-sunken pointer-coarse:min-h-10',
      )}
    >
      <span className="text-ink-2">{icon}</span>
      <span className="min-w-0 break-words">{children}</span>
    </Command.Item>
  )
}
