import type { z } from 'zod'
import type { templateContent } from '../../../contract/bank-template-content.ts'
import type { BatchTemplate } from '../bank/batch-template.ts'

/** A template of a bank, as somebody writes it down and as an edition keeps it. */
export type TemplateContent = z.output<typeof templateContent>

/** Without these a file pays nobody. */
export const neededFields = ['payee_account', 'payee_name', 'amount'] as const

const separators = { comma: ',', bar: '|', semicolon: ';', tab: '\t' } as const

/** The template as the writer of batch files takes it. */
export function asBatchTemplate(id: string, content: TemplateContent): BatchTemplate {
  const { name, file, encoding, separator, lineEnd, heading, above, columns, rows, split, totals } = content
  const words = columns.find(({ field }) => field === 'purpose')?.words
  return {
    id,
    name,
    format: file,
    encoding,
    lineEnd: lineEnd === 'lf' ? '\n' : '\r\n',
    delimiter: separators[separator],
    hasHeading: heading,
    above,
    rowsMax: rows,
    isSplit: split,
    columns: columns.map(({ title, field, text, cell, most, needed }) => ({
      title,
      field,
      isNeeded: needed === true || (neededFields as readonly string[]).includes(field),
      ...(text === undefined ? {} : { text }),
      ...(most === undefined ? {} : { most }),
      ...(cell === 'number' ? { isNumber: true } : {}),
    })),
    ...(totals === undefined ? {} : { totals }),
    ...(words === undefined ? {} : { purposes: words }),
  }
}
