import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TaxRows } from './input-tax.tsx'

const acts = { can: false, onAct: () => undefined }

type Item = Parameters<typeof TaxRows>[0]['items'][number]

const part = (id: string): Item => ({
  id,
  number: 'PZ-2026-0001',
  invoiceNumber: '26320000000000000001',
  on: '2026-11-02',
  tax: { currency: 'CNY', minor: '600' },
  credited: { currency: 'CNY', minor: '600' },
  says: '可以抵扣',
  law: '增值税法第十六条',
})

test('two equal parts of one invoice are two rows, each known by a name of its own', () => {
  const items = [part('part_1'), part('part_2')]
  const rows = TaxRows({ items, ...acts })
  const { props } = rows as ReactElement<{ readonly children: readonly ReactElement[] }>
  expect(props.children.map(({ key }) => key)).toEqual(['part_1', 'part_2'])
  expect(renderToStaticMarkup(<TaxRows items={items} {...acts} />).match(/<li /g)).toHaveLength(2)
})
