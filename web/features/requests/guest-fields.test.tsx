import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SaidFields } from './guest-fields.tsx'

/** The names of the fields that are drawn for a guest. */
function namesFor(name: string): string[] {
  const drawn = renderToStaticMarkup(<SaidFields name={name} said={{}} onChange={() => undefined} />)
  return [...drawn.matchAll(/<input[^>]*aria-label="([^"]*)"/g)].map(([, label = '']) => label)
}

test('the fields of a guest are told apart from those of another by the name of the guest', () => {
  expect(namesFor('王伟')).toEqual(['职务 王伟', '担任公职 王伟'])
  expect(namesFor('李娜')).toEqual(['职务 李娜', '担任公职 李娜'])
})

test('a guest whose name is not typed yet has fields with plain names', () => {
  expect(namesFor('')).toEqual(['职务', '担任公职'])
})
