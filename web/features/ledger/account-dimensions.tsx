import { useState } from 'react'
import { dimensionKinds } from '../../../src/contract/states.ts'
import { dimensionTexts } from '../../../src/texts/dimensions.ts'
import { webDimensionTexts } from '../../../src/texts/web-dimensions.ts'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import { settledDimensions, type Why } from './settled-dimensions.ts'
import { carriedAfter, shownOf } from './ticks.ts'

type Account = Answer<'dimensions'>['accounts'][number]
type Kind = (typeof dimensionKinds)[number]

/** What each account of the general ledger carries, with a box for each kind. */
export function AccountDimensions(props: { readonly accounts: readonly Account[]; readonly why: Why }) {
  const say = useTexts(webDimensionTexts)
  const word = useTexts(dimensionTexts)
  const { accounts, why } = props
  // What was ticked shows at once, and goes back where the server refuses it.
  const [sent, setSent] = useState<Pick<Account, 'code' | 'dimensions'>>()
  const toggle = async (account: Account, kind: Kind, isOn: boolean) => {
    const dimensions = carriedAfter(account, sent, { kind, isOn })
    if (dimensions === undefined) return
    const body = { entityId: why.entityId, code: account.code, dimensions, reason: why.reason }
    setSent(body)
    try {
      await command('setAccountDimensions', { body })
      await settledDimensions()
    } catch (error) {
      tellProblem(problemOf(error), say('dimensions.not_saved'))
    } finally {
      setSent(undefined)
    }
  }
  return (
    <div>
      <h3 className="text-second font-medium">{say('dimensions.accounts')}</h3>
      <ul className="mt-1 border-t border-line">
        {accounts.map((account) => (
          <li key={account.code} className="border-b border-line py-1.5 text-second">
            <fieldset disabled={!why.isReady} className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <legend className="float-left min-w-0 flex-1 basis-full break-words sm:mr-4 sm:basis-72">
                {`${account.code} ${account.name}`}
              </legend>
              {dimensionKinds.map((kind) => (
                <label key={kind} className="inline-flex items-center gap-1.5 pointer-coarse:min-h-10">
                  <input
                    type="checkbox"
                    className="size-4 shrink-0 accent-brand aria-disabled:opacity-50"
                    checked={shownOf(account, sent).includes(kind)}
                    // Not disabled: whoever ticks with the keyboard would lose their place.
                    aria-disabled={sent !== undefined}
                    onChange={(event) => void toggle(account, kind, event.target.checked)}
                  />
                  {word(`dimension.${kind}`)}
                </label>
              ))}
            </fieldset>
          </li>
        ))}
      </ul>
    </div>
  )
}
