import type { Sentence } from './text.ts'

/** What the command line says about invoices. */
export const cliInvoiceTexts = {
  'cli.invoice': {
    zh: '发票：读取一份发票文件（XML、OFD、照片、PDF），不保存',
    en: 'invoices: what the file of one says (XML, OFD, photo, PDF), without keeping it',
  },
  'cli.invoice.what': { zh: '请写 read FILE。', en: 'Say read FILE.' },
  'cli.invoice.no_file': { zh: '读不到文件 {file}。', en: 'The file {file} cannot be read.' },
} as const satisfies Record<`cli.${string}`, Sentence>
