import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LanguageContext } from '../shell/text.ts'
import { noRoute, RouteFields, routeParts, typedRoute } from './route-fields.tsx'

const drawn = (takesPhone: boolean, language: 'zh-CN' | 'en' = 'zh-CN') =>
  renderToStaticMarkup(
    <LanguageContext value={{ language, choose: () => undefined }}>
      <RouteFields values={noRoute} takesPhone={takesPhone} set={() => undefined} />
    </LanguageContext>,
  )

test('a province is chosen from the 34, by its own name and in English beside it', () => {
  expect(drawn(false).match(/<option/g)).toHaveLength(35)
  expect(drawn(false)).toContain('>江苏省<')
  expect(drawn(false, 'en')).toContain('>Jiangsu · 江苏省<')
})

test('a phone is asked for only where a bank of ours requires it', () => {
  expect(drawn(false)).not.toContain('收款方电话')
  expect(drawn(true)).toContain('收款方电话')
})

test('what stands empty is not said', () => {
  expect(typedRoute({ ...noRoute, province: '江苏省', city: ' 苏州市 ' })).toEqual({
    province: '江苏省',
    city: '苏州市',
  })
})

test('a municipality is named once', () => {
  expect(routeParts({ province: '上海市', city: '上海市', phone: '•••• 5678' })).toEqual([
    '上海市',
    '•••• 5678',
  ])
  expect(routeParts({ cnaps: '313290000017', province: '江苏省', city: '苏州市' })).toEqual([
    '313290000017',
    '江苏省苏州市',
  ])
})
