import { useRef, useState } from 'react'
import { passwordTexts } from '../../../src/texts/web-password.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tell } from '../../shell/messages.ts'
import { useMe } from '../../shell/session.ts'
import { slipsIn, useFirstSlip, type Slips } from '../../shell/slips.ts'
import { useTexts } from '../../shell/text.ts'

const names = ['current', 'next', 'again'] as const

type Name = (typeof names)[number]
type Values = Readonly<Record<Name, string>>

/** 修改密码: the current password and the new one, twice because it is typed blind. */
export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const say = useTexts(passwordTexts)
  const email = useMe()?.email ?? ''
  const [values, setValues] = useState<Values>({ current: '', next: '', again: '' })
  const { slips, isBusy, send } = useChange(onClose)
  const form = useFirstSlip(slips)
  return (
    <Dialog title={say('password.title')} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) send(values)
        }}
      >
        {names.map((name) => (
          <Field
            key={name}
            label={say(`password.${name}`)}
            hint={name === 'next' ? say('password.hint') : undefined}
            error={slips[name]}
          >
            {(tied) => (
              <Input
                {...tied}
                type="password"
                maxLength={200}
                autoComplete={name === 'current' ? 'current-password' : 'new-password'}
                value={values[name]}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {/* A password manager reads here whose password it keeps. */}
        <input hidden readOnly type="email" autoComplete="username" value={email} />
        {slips.form === undefined ? null : (
          <p role="alert" className="text-second text-block">
            {slips.form}
          </p>
        )}
        <p className="text-second text-ink-2">{say('password.ends')}</p>
        <Button type="submit" look="primary" size={36} isBusy={isBusy}>
          {say('password.change')}
        </Button>
      </form>
    </Dialog>
  )
}

/** Sends the change, and says in the fields what was wrong. */
function useChange(onDone: () => void) {
  const say = useTexts(passwordTexts)
  const [slips, setSlips] = useState<Slips<Name>>({})
  const [isBusy, setBusy] = useState(false)
  // The same values are the same call, so that a lost answer is given again.
  const sent = useRef({ as: '', key: '' })
  const send = (values: Values) => {
    const missing = slipsOf(values, say('password.fill'), say('password.not_the_same'))
    setSlips(missing)
    if (Object.keys(missing).length > 0) return
    const as = JSON.stringify([values.current, values.next])
    if (sent.current.as !== as) sent.current = { as, key: crypto.randomUUID() }
    setBusy(true)
    const body = { currentPassword: values.current, newPassword: values.next }
    command('setPassword', { body }, { key: sent.current.key })
      .then(() => tell({ tone: 'done', text: say('password.done') }))
      .then(onDone)
      .catch((error: unknown) => setSlips(slipsIn(problemOf(error), fieldOf, say('password.failed'))))
      .finally(() => setBusy(false))
  }
  return { slips, isBusy, send }
}

function slipsOf({ current, next, again }: Values, fill: string, notTheSame: string): Slips<Name> {
  return {
    ...(current === '' ? { current: fill } : {}),
    ...(next === '' ? { next: fill } : {}),
    ...(again === '' ? { again: fill } : again === next ? {} : { again: notTheSame }),
  }
}

const fieldOf: Readonly<Record<string, Name>> = {
  'access.wrong_password': 'current',
  'access.password_too_short': 'next',
  'access.same_password': 'next',
  '/body/currentPassword': 'current',
  '/body/newPassword': 'next',
}
