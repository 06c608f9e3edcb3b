import { expect, test } from 'vitest'
import { parseXml, resolveEntities } from './xml-file.ts'

test('a file is its one root element by local name, with text and attributes as they are written', () => {
  expect(parseXml('<?xml version="1.0"?><a:Doc xmlns:a="urn:x" Ccy="CNY"><v>007</v></a:Doc>')).toEqual({
    kind: 'read',
    root: 'Doc',
    node: expect.objectContaining({ '@Ccy': 'CNY', v: '007' }),
  })
})

test.each([
  ['a document type', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'document_type'],
  ['an element that is not closed', '<a><b></a>', 'damaged'],
  ['two roots', '<a/><b/>', 'damaged'],
  ['nothing', '', 'damaged'],
  ['a name that no object may have', '<a><__proto__>x</__proto__></a>', 'damaged'],
  ['elements within elements without end', '<a>'.repeat(60) + '</a>'.repeat(60), 'nested_too_deep'],
])('%s is told as such', (_, text, kind) => {
  expect(parseXml(text)).toMatchObject({ kind })
})

test.each([
  ['A&amp;B &lt;&#20013;&#x56fd;&gt;', 'A&B <中国>'],
  ['&amp;lt;', '&lt;'],
  ['&constructor; &unknown; &#0; &#x110000;', '&constructor; &unknown; &#0; &#x110000;'],
])('%s reads %s', (written, read) => {
  expect(resolveEntities(written)).toBe(read)
})
