import { hash } from 'node:crypto'
import type { z } from 'zod'
import { guestSaid, signedMax, type invitation } from '../../../contract/attendance.ts'
import { guestPageTexts } from '../../../texts/guest-page.ts'
import { fill, type Language, type TextValue } from '../../../texts/text.ts'
import type { GuestSaid } from './sign-in.ts'

type Invitation = z.output<(typeof invitation)['answer']>
type Key = keyof typeof guestPageTexts
type Field = 'name' | 'employer' | 'position' | 'isOfficial'

/** What a guest typed, as the form sends it, and what is wrong with it. */
export type Typed = Partial<Record<Field, string>>
export type Wrong = Partial<Record<Field, string>>

/** One answer to whoever opens a link: a page of its own, which needs no script and asks for nothing else. */
export type GuestPage = {
  readonly secret: string
  readonly language: Language
  readonly invited: Invitation
  readonly typed: Typed
  readonly wrong: Wrong
  /** The key of this sign-in: a second tap on a bad network is the same sign-in. */
  readonly key: string
}

const style =
  ':root{color-scheme:light}*{box-sizing:border-box}' +
  'body{margin:0;background:#f6f6f3;color:#1d1f1c;font:17px/1.5 system-ui,-apple-system,"PingFang SC",' +
  '"Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}' +
  'main{max-width:30rem;margin:0 auto;padding:1rem 1rem 3rem}' +
  'header{display:flex;justify-content:space-between;align-items:center;gap:1rem;min-height:2.75rem}' +
  'header p{margin:0;color:#55584f;font-size:.9rem}a{color:#12594b;text-underline-offset:.25em}' +
  'header a{padding:.6rem 0}h1{margin:.25rem 0 .75rem;font-size:1.5rem;line-height:1.3;text-wrap:balance}' +
  'section,form{background:#fff;border:1px solid #d3d2ca;border-radius:12px;padding:1rem;margin:0 0 1rem}' +
  'dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{color:#55584f}dd{margin:0}' +
  'label,legend{display:block;font-weight:600;padding:0}fieldset{border:0;margin:0;padding:0}' +
  '.field{margin:0 0 1.1rem}input[type=text]{display:block;width:100%;font:inherit;margin-top:.25rem;' +
  'padding:.65rem .75rem;border:1px solid #8b8e84;border-radius:8px;background:#fff;color:inherit}' +
  '.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;font-weight:400}' +
  '.choice input{width:1.25rem;height:1.25rem;accent-color:#12594b}' +
  '.hint{margin:.25rem 0;color:#55584f;font-size:.9rem}' +
  '.wrong{margin:.25rem 0 0;color:#a32a1f;font-size:.95rem}' +
  'button{width:100%;min-height:3.25rem;font:inherit;font-size:1.15rem;font-weight:600;color:#fff;' +
  'background:#12594b;border:0;border-radius:10px}' +
  ':focus-visible{outline:3px solid #12594b;outline-offset:2px}' +
  '.notice{background:none;border:0;padding:0 .25rem;color:#55584f;font-size:.85rem}' +
  '.notice h2{font-size:.95rem;margin:0 0 .25rem;color:#1d1f1c}.notice p{margin:0 0 .4rem}' +
  '.done{border-color:#1f6b3b;border-width:2px}.done h1{color:#1f6b3b}'

/** What the page may load: its own style, and nothing; its form goes to us and no page frames it. */
export const pagePolicy =
  `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; img-src 'self'; ` +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const say = (language: Language, key: Key, params: Readonly<Record<string, TextValue>> = {}) =>
  escaped(fill(guestPageTexts[key], language, params))

/** Text as HTML: whatever somebody typed is text. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** The form, or before its day when it opens. */
export function formPage(page: GuestPage): string {
  const { language, invited } = page
  const { company, host, event, heldOn, place } = invited
  const line = (key: Key, text: string) => `<dt>${say(language, key)}</dt><dd>${escaped(text)}</dd>`
  const lines = [
    line('line.event', event),
    line('line.day', heldOn),
    ...(place === undefined ? [] : [line('line.place', place)]),
  ]
  const rest = invited.isOpen
    ? formOf(page)
    : `<section role="status"><p>${say(language, 'before.text', { day: heldOn })}</p></section>`
  const notice = invited.notice.map((text) => `<p>${escaped(text)}</p>`).join('')
  return documentOf(page, say(language, 'title'), [
    `<h1>${say(language, 'invited', { company, host })}</h1><section><dl>${lines.join('')}</dl></section>`,
    rest,
    `<section class="notice"><h2>${say(language, 'notice.title')}</h2>${notice}</section>`,
  ])
}

function formOf({ secret, language, typed, wrong, key }: GuestPage): string {
  const some =
    Object.keys(wrong).length === 0 ? '' : `<p class="wrong" role="alert">${say(language, 'wrong.some')}</p>`
  const action = `/s/${encodeURIComponent(secret)}?lang=${language === 'en' ? 'en' : 'zh'}`
  return (
    `<form method="post" action="${action}" novalidate autocomplete="on">${some}` +
    `<input type="hidden" name="key" value="${escaped(key)}">` +
    textField('name', language, { typed, wrong, auto: 'name' }) +
    textField('employer', language, { typed, wrong, auto: 'organization' }) +
    textField('position', language, { typed, wrong, auto: 'organization-title' }) +
    officialField(language, typed.isOfficial, wrong.isOfficial) +
    `<button>${say(language, 'send')}</button></form>`
  )
}

type Filled = { readonly typed: Typed; readonly wrong: Wrong; readonly auto: string }

function textField(
  field: 'name' | 'employer' | 'position',
  language: Language,
  { typed, wrong, auto }: Filled,
): string {
  const says = wrong[field]
  const told = says === undefined ? '' : ` aria-invalid="true" aria-describedby="${field}-wrong"`
  const required = field === 'position' ? '' : ' aria-required="true"'
  return (
    `<div class="field"><label for="${field}">${say(language, `field.${field}`)}</label>` +
    `<input type="text" id="${field}" name="${field}" maxlength="${signedMax[field]}" ` +
    `autocomplete="${auto}"` +
    `${required}${told} value="${escaped(typed[field] ?? '')}">${wrongText(field, says)}</div>`
  )
}

function officialField(language: Language, chosen: string | undefined, says: string | undefined): string {
  const choices = (['no', 'yes', 'unknown'] as const).map(
    (each) =>
      `<label class="choice"><input type="radio" name="isOfficial" value="${each}"` +
      `${chosen === each ? ' checked' : ''}>${say(language, `official.${each}`)}</label>`,
  )
  const told = says === undefined ? '' : ' aria-describedby="isOfficial-wrong"'
  return (
    `<fieldset class="field"${told}><legend>${say(language, 'field.official')}</legend>` +
    `<p class="hint">${say(language, 'official.hint')}</p>${choices.join('')}` +
    wrongText('isOfficial', says) +
    `</fieldset>`
  )
}

function wrongText(field: Field, says: string | undefined): string {
  return says === undefined ? '' : `<p class="wrong" id="${field}-wrong">${escaped(says)}</p>`
}

type Told = Pick<GuestPage, 'secret' | 'language'>

/** One calm sentence: signed in, signed in already, or that nothing is here. */
export function saysPage(
  page: Told,
  what: 'done' | 'already' | 'full' | 'gone' | 'many' | 'broken',
  params: Readonly<Record<string, TextValue>> = {},
): string {
  const { language } = page
  const title = say(language, `${what}.title`)
  const look = what === 'done' || what === 'already' ? ' class="done"' : ''
  return documentOf(page, title, [
    `<section${look} role="status"><h1>${title}</h1>` +
      `<p>${say(language, `${what}.text`, params)}</p></section>`,
  ])
}

function documentOf({ secret, language }: Told, title: string, parts: readonly string[]): string {
  const [lang, other] = language === 'en' ? ['en', 'zh'] : ['zh-CN', 'en']
  const switched = `/s/${encodeURIComponent(secret)}?lang=${other}`
  return (
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="robots" content="noindex,nofollow"><meta name="format-detection" content="telephone=no">' +
    `<link rel="icon" href="/icon.svg"><style>${style}</style></head><body><main>` +
    `<header><p>${say(language, 'title')}</p><a href="${switched}" lang="${other}">` +
    `${say(language, 'other.language')}</a></header>${parts.join('')}</main></body></html>`
  )
}

/** What the form sent, read by the contract; or what is wrong with each field, in the guest's language. */
export function readForm(
  typed: Typed,
  language: Language,
): { readonly said: GuestSaid } | { readonly wrong: Wrong } {
  const { position = '', ...rest } = typed
  const read = guestSaid.safeParse({ ...rest, ...(position.trim() === '' ? {} : { position }) })
  if (read.success) return { said: read.data }
  const wrong: Wrong = {}
  for (const { path, code, message } of read.error.issues) {
    const [field] = path
    if (!isField(field) || wrong[field] !== undefined) continue
    wrong[field] = wrongOf(field, { code, message, isEmpty: (typed[field] ?? '').trim() === '' }, language)
  }
  return { wrong }
}

function isField(name: unknown): name is Field {
  return name === 'name' || name === 'employer' || name === 'position' || name === 'isOfficial'
}

type Issue = { readonly code: string; readonly message: string; readonly isEmpty: boolean }

function wrongOf(field: Field, { code, message, isEmpty }: Issue, language: Language): string {
  if (field === 'isOfficial') return fill(guestPageTexts['wrong.official'], language)
  if (isEmpty) return fill(guestPageTexts['wrong.missing'], language)
  if (code === 'too_big') return fill(guestPageTexts['wrong.long'], language, { most: signedMax[field] })
  return fill(guestPageTexts[message === 'has_letter' ? 'wrong.letters' : 'wrong.form'], language)
}
