import { useNavigate, useSearch } from '@tanstack/react-router'
import { Languages } from 'lucide-react'
import { useState } from 'react'
import { accessTexts } from '../../../src/texts/web-access.ts'
import { shellTexts } from '../../../src/texts/shell.ts'
import { Button } from '../../parts/button.tsx'
import { CodeInput } from '../../parts/code-input.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { call, problemOf, type Answer } from '../../shell/api.ts'
import { queryClient, useAnswer } from '../../shell/queries.ts'
import { useLanguage, useTexts } from '../../shell/text.ts'
import { classes } from '../../parts/classes.ts'

type Sample = Answer<'welcome'>['sampleLogIns'][number]

/** Password first, then the second factor where the account has one. */
export function SignIn() {
  const { language, choose } = useLanguage()
  const shell = useTexts(shellTexts)
  const say = useTexts(accessTexts)
  const [step, setStep] = useState<'password' | 'factor'>('password')
  const [sample, setSample] = useState<Sample>()
  const welcome = useAnswer('welcome', { query: { language } }, { keep: true }).data
  const done = useArrive()
  return (
    <main className="flex min-h-full flex-col items-center px-4 py-8 lg:justify-center">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          <span
            aria-hidden="true"
            lang="zh-CN"
            className={classes(
              'flex size-9 items-center justify-center rounded-lg bg-brand text-section',
              'font-semibold text-white',
            )}
          >
            明
          </span>
          <div className="min-w-0 flex-1">
            <p className="text-section font-semibold">{shell('shell.product')}</p>
            <p className="text-meta break-words text-ink-2">{welcome?.company}</p>
          </div>
          <Button
            look="ghost"
            size={28}
            icon={<Languages aria-hidden="true" size={16} />}
            onClick={() => choose(language === 'en' ? 'zh-CN' : 'en')}
          >
            {shell('shell.language')}
          </Button>
        </div>
        <div className="rounded-lg border border-line bg-surface p-6">
          {step === 'password' ? (
            <PasswordStep sample={sample} onNext={(next) => (next === 'done' ? done() : setStep('factor'))} />
          ) : (
            <FactorStep sample={sample} onDone={done} onBack={() => setStep('password')} />
          )}
        </div>
        {step === 'password' && welcome?.isDemo ? (
          <Samples samples={welcome.sampleLogIns} chosen={sample} onChoose={setSample} />
        ) : (
          <p className="mt-4 text-center text-second text-ink-2">{say('sign_in.promise')}</p>
        )}
      </div>
    </main>
  )
}

/** Goes where the person wanted to go; only to a path of our own. */
function useArrive(): () => void {
  const navigate = useNavigate()
  const { next } = useSearch({ from: '/sign-in' })
  return () => {
    queryClient.clear()
    void navigate({ href: next ?? '/' })
  }
}

type PasswordProps = {
  readonly sample: Sample | undefined
  readonly onNext: (next: 'done' | 'second_factor') => void
}

function PasswordStep({ sample, onNext }: PasswordProps) {
  const say = useTexts(accessTexts)
  const [email, setEmail] = useState(sample?.email ?? '')
  const [password, setPassword] = useState(sample?.password ?? '')
  const [filled, setFilled] = useState(sample)
  const { error, isBusy, run } = useTry()
  if (filled !== sample) {
    setFilled(sample)
    setEmail(sample?.email ?? '')
    setPassword(sample?.password ?? '')
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        run(async () => onNext((await call('signIn', { body: { email: email.trim(), password } })).next))
      }}
    >
      <h1 className="text-title font-semibold">{say('sign_in.title')}</h1>
      <Field label={say('sign_in.email')}>
        {(tied) => (
          <Input
            {...tied}
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label={say('sign_in.password')} error={error}>
        {(tied) => (
          <Input
            {...tied}
            type="password"
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" size={36} isBusy={isBusy}>
        {say('sign_in.go')}
      </Button>
    </form>
  )
}

type FactorProps = {
  readonly sample: Sample | undefined
  readonly onDone: () => void
  readonly onBack: () => void
}

function FactorStep({ sample, onDone, onBack }: FactorProps) {
  const say = useTexts(accessTexts)
  const { language } = useLanguage()
  const [code, setCode] = useState('')
  const { error, isBusy, run } = useTry()
  // A code lives for half a minute, so the sample's one is asked for again.
  const fresh = useAnswer(
    'welcome',
    { query: { language } },
    { everyMs: 10_000, enabled: sample !== undefined },
  )
  const sampleCode = fresh.data?.sampleLogIns.find((it) => it.email === sample?.email)?.factorCode
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        run(async () => {
          await call('secondFactor', { body: { code } })
          onDone()
        })
      }}
    >
      <h1 className="text-title font-semibold">{say('sign_in.factor_title')}</h1>
      <Field label={say('sign_in.code')} hint={say('sign_in.factor_text')} error={error}>
        {(tied) => <CodeInput {...tied} value={code} onChange={setCode} />}
      </Field>
      {sampleCode === undefined ? null : (
        <Button size={28} onClick={() => setCode(sampleCode)}>
          {say('sign_in.use_code', { code: sampleCode })}
        </Button>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="primary" size={36} disabled={code.length !== 6} isBusy={isBusy}>
          {say('sign_in.verify')}
        </Button>
        <Button look="ghost" size={36} onClick={onBack}>
          {say('sign_in.again')}
        </Button>
      </div>
    </form>
  )
}

type SamplesProps = {
  readonly samples: readonly Sample[]
  readonly chosen: Sample | undefined
  readonly onChoose: (sample: Sample) => void
}

function Samples({ samples, chosen, onChoose }: SamplesProps) {
  const say = useTexts(accessTexts)
  return (
    <section className="mt-6">
      <h2 className="text-second font-medium">{say('sign_in.sample_title')}</h2>
      <p className="mb-2 text-meta text-ink-2">{say('sign_in.sample_text')}</p>
      <ul className="grid grid-cols-2 gap-1.5">
        {samples.map((sample) => (
          <li key={sample.email}>
            <button
              type="button"
              aria-pressed={chosen?.email === sample.email}
              onClick={() => onChoose(sample)}
              className={classes(
                'h-full w-full rounded-md border border-line-2 bg-surface px-3 py-2 text-left',
                'hover:bg-sunken aria-pressed:border-brand aria-pressed:bg-brand-tint',
              )}
            >
              <span className="block text-second font-medium">{sample.name}</span>
              <span className="block text-meta text-ink-2">{sample.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Runs one attempt and keeps what went wrong, in the server's words. */
function useTry() {
  const say = useTexts(accessTexts)
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const run = (attempt: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    attempt()
      .catch((cause: unknown) => {
        const problem = problemOf(cause)
        setError([problem.title || say('sign_in.failed'), problem.wayOut].filter(Boolean).join(' '))
      })
      .finally(() => setBusy(false))
  }
  return { error, isBusy, run }
}
