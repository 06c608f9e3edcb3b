import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { fill } from '../../../src/texts/text.ts'
import { ReasonForm } from './request-forms.tsx'
import type { VerbFormProps } from './verb-form.tsx'

type Item = VerbFormProps['item']

const nothing = () => undefined

/** What may be chosen as the paper of a form, as it is drawn. */
function papersOf(verb: 'decline' | 'reverse', state: 'approved' | 'given'): string[] {
  const item = { requestId: 'req_1', version: 1, state: { state } } as unknown as Item
  const form = <ReasonForm verb={verb} item={item} onClose={nothing} onDecided={nothing} />
  const drawn = renderToStaticMarkup(form)
  return [...drawn.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, word = '']) => word)
}

const other = fill(webTexts['web.files.other'], 'zh-CN')

test('what a recipient declined in is due at no time: no decision waits for it', () => {
  const word = fill(approvalFormTexts['form.decline_word'], 'zh-CN')
  expect(papersOf('decline', 'approved')).toEqual([word, other])
})

test('what was given is taken back on a paper that is needed now', () => {
  const name = fill(approvalFormTexts['form.return_receipt'], 'zh-CN')
  const now = fill(webTexts['web.files.due.now'], 'zh-CN', { name })
  expect(papersOf('reverse', 'given')).toEqual([now, other])
  expect(papersOf('decline', 'given')).toEqual([now, other])
})
