import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { shellTexts } from '../../src/texts/shell.ts'
import { Toasts } from '../parts/toasts.tsx'
import { useSettleUnsent } from '../features/approvals/send-verb.ts'
import { askForFactorWith } from './commands.ts'
import { useKeys } from './keys.ts'
import { BottomBar, SideNavigation, TopBar } from './navigation.tsx'
import { undo } from './pending.ts'
import { startOf, useMe, type Me } from './session.ts'
import { useLanguage, useTexts } from './text.ts'
import { titleOf } from './titles.ts'
import { classes } from '../parts/classes.ts'

const Palette = lazy(() => import('./palette.tsx').then((it) => ({ default: it.Palette })))
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((it) => ({ default: it.Shortcuts })))
const FactorDialog = lazy(() => import('./factor-dialog.tsx').then((it) => ({ default: it.FactorDialog })))
const Delegations = lazy(() =>
  import('../features/access/delegations.tsx').then((it) => ({ default: it.Delegations })),
)
const ChangePassword = lazy(() =>
  import('../features/access/change-password.tsx').then((it) => ({ default: it.ChangePassword })),
)

/** What is open over the page. */
export type Overlay = 'palette' | 'shortcuts' | 'delegations' | 'password'

/** The frame around every page behind the sign-in. */
export function Layout() {
  const me = useMe()
  const say = useTexts(shellTexts)
  const [overlay, setOverlay] = useState<Overlay>()
  useOwnLanguage(me)
  useTitle()
  useSettleUnsent()
  useShellKeys(me, setOverlay)
  const close = () => setOverlay(undefined)
  if (!me) return null
  return (
    <div className="flex h-full flex-col lg:grid lg:grid-cols-[212px_minmax(0,1fr)]">
      <a
        href="#content"
        className={classes(
          'sr-only z-50 rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:fixed',
          'focus:top-2 focus:left-2',
        )}
      >
        {say('shell.skip')}
      </a>
      <SideNavigation me={me} onOpen={setOverlay} />
      <TopBar me={me} onOpen={setOverlay} />
      <div className="flex min-h-0 flex-1 flex-col lg:h-full">
        {me.banners.map((banner) => (
          <p
            key={banner}
            className="border-b border-warn-line bg-warn-tint px-4 py-1.5 text-second text-warn"
          >
            {banner}
          </p>
        ))}
        <main id="content" tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      <BottomBar me={me} />
      <Toasts />
      <Suspense>
        {overlay === 'palette' ? <Palette me={me} onClose={close} onOpen={setOverlay} /> : null}
        {overlay === 'shortcuts' ? <Shortcuts onClose={close} /> : null}
        {overlay === 'delegations' ? <Delegations onClose={close} /> : null}
        {overlay === 'password' ? <ChangePassword onClose={close} /> : null}
        <FactorGate />
      </Suspense>
    </div>
  )
}

/** Asks for the second factor when a command needs a fresh one. */
function FactorGate() {
  const [answer, setAnswer] = useState<(done: boolean) => void>()
  useEffect(() => {
    askForFactorWith(() => new Promise((resolve) => setAnswer(() => resolve)))
  }, [])
  if (!answer) return null
  return (
    <FactorDialog
      onDone={(isDone) => {
        answer(isDone)
        setAnswer(undefined)
      }}
    />
  )
}

/** The person's own language wins over the browser's. */
function useOwnLanguage(me: Me | undefined): void {
  const { language, choose } = useLanguage()
  const own = me?.language
  useEffect(() => {
    if (own !== undefined && own !== language) choose(own)
    // Only a new answer of the server changes the language; a choice on screen waits for that answer.
  }, [own])
}

function useShellKeys(me: Me | undefined, open: (overlay: Overlay) => void): void {
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const has = (key: string) => me?.navigation.some((item) => item.key === key)
  useKeys({
    'mod k': () => open('palette'),
    '/': () => open('palette'),
    '?': () => open('shortcuts'),
    z: () => void undo(),
    ...(me?.canRequest.can && path !== '/new' ? { n: () => void navigate({ to: '/new' }) } : {}),
    ...(has('inbox') ? { 'g i': () => void navigate({ to: '/inbox' }) } : {}),
    ...(has('my_requests') ? { 'g r': () => void navigate({ to: '/my-requests' }) } : {}),
    ...(has('register') ? { 'g l': () => void navigate({ to: '/register' }) } : {}),
    ...(me ? { 'g h': () => void navigate({ to: startOf(me) }) } : {}),
  })
}

/** Names the page in the window's title, so that tabs and histories tell pages apart. */
function useTitle(): void {
  const say = useTexts(shellTexts)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const key = titleOf(path)
  const product = say('shell.product')
  const title = key === undefined ? product : `${say(key)} · ${product}`
  useEffect(() => {
    document.title = title
  }, [title])
}
