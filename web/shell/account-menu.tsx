import { useNavigate } from '@tanstack/react-router'
import { ArrowRightLeft, Keyboard, KeyRound, Languages, LogOut } from 'lucide-react'
import { shellTexts } from '../../src/texts/shell.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Menu } from '../parts/menu.tsx'
import { call, problemOf } from './api.ts'
import type { Overlay } from './layout.tsx'
import { tellProblem } from './messages.ts'
import { flush } from './pending.ts'
import { queryClient } from './queries.ts'
import type { Me } from './session.ts'
import { useLanguage, useTexts } from './text.ts'

type Props = { readonly me: Me; readonly onOpen: (overlay: Overlay) => void; readonly isSmall?: boolean }

/** Who is signed in; language, delegation, shortcuts, password and sign-out behind it. */
export function AccountMenu({ me, onOpen, isSmall = false }: Props) {
  const say = useTexts(shellTexts)
  const switchLanguage = useSwitchLanguage()
  const signOut = useSignOut()
  const decides = me.navigation.some((item) => item.key === 'inbox')
  const delegations = {
    key: 'delegations',
    text: say('shell.delegations'),
    icon: <ArrowRightLeft size={16} />,
    onChoose: () => onOpen('delegations'),
  }
  const items = [
    { key: 'language', text: say('shell.language'), icon: <Languages size={16} />, onChoose: switchLanguage },
    ...(decides ? [delegations] : []),
    {
      key: 'shortcuts',
      text: say('shell.shortcuts'),
      icon: <Keyboard size={16} />,
      onChoose: () => onOpen('shortcuts'),
    },
    {
      key: 'password',
      text: say('shell.password'),
      icon: <KeyRound size={16} />,
      onChoose: () => onOpen('password'),
    },
    { key: 'sign-out', text: say('shell.sign_out'), icon: <LogOut size={16} />, onChoose: signOut },
  ]
  return (
    <Menu
      side={isSmall ? 'bottom' : 'top'}
      align={isSmall ? 'end' : 'start'}
      items={items}
      look="flex min-h-10 w-full items-center gap-2.5 rounded-md px-1.5 py-1 text-left hover:bg-sunken"
    >
      <Avatar name={me.person.name} />
      <span className={isSmall ? 'sr-only' : 'min-w-0'}>
        <span className="block text-second font-medium break-words">{me.person.name}</span>
        {/* Title and limit each stay whole where both do not fit on a line. */}
        <span className="block text-meta text-ink-2">
          {me.line.split(' · ').map((part, at, all) => (
            <span key={part} className="inline-block whitespace-pre-wrap">
              {at === all.length - 1 ? part : `${part} · `}
            </span>
          ))}
        </span>
      </span>
      <span className="sr-only">{say('shell.account')}</span>
    </Menu>
  )
}

/** Changes the language on screen at once, tells the server, and asks for every answer again. */
export function useSwitchLanguage(): () => void {
  const { language, choose } = useLanguage()
  const say = useTexts(shellTexts)
  const next = language === 'en' ? 'zh-CN' : 'en'
  return () => {
    choose(next)
    call('setLanguage', { body: { language: next } })
      .then(() => queryClient.invalidateQueries())
      .catch((error: unknown) => tellProblem(problemOf(error), say('problem.title')))
  }
}

function useSignOut(): () => void {
  const navigate = useNavigate()
  const say = useTexts(shellTexts)
  return () => {
    flush(false)
      .then(() => call('signOut'))
      .then(() => queryClient.clear())
      .then(() => navigate({ to: '/sign-in' }))
      .catch((error: unknown) => tellProblem(problemOf(error), say('problem.title')))
  }
}
