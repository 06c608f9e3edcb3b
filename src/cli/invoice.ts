import { readFile } from 'node:fs/promises'
import { isRefusal } from '../kernel/refusal.ts'
import { readInvoice, readView } from '../modules/invoices/index.ts'
import { cliInvoiceTexts } from '../texts/cli-invoice.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { WrongUse, type CliCommand } from './args.ts'
import { exit } from './io.ts'

/**
 * Reads the file of an invoice as the product does, without a database: what it says, or what is wrong
 * with it.
 */
export const invoiceCommand: CliCommand = {
  summary: cliInvoiceTexts['cli.invoice'],
  usage: 'read FILE',
  options: {},
  run: async ({ io, positionals }) => {
    const [what, file, ...more] = positionals
    if (what !== 'read' || file === undefined || more.length > 0)
      throw new WrongUse(cliInvoiceTexts['cli.invoice.what'])
    const bytes = await readFile(file).catch(() => undefined)
    if (bytes === undefined) throw new WrongUse(cliInvoiceTexts['cli.invoice.no_file'], { file })
    const read = await readInvoice(bytes)
    if (isRefusal(read)) {
      const said = sayRefusal(read, io.language)
      io.answer({ refused: read.code, ...said }, () => [said.says, said.wayOut])
      return exit.found
    }
    const view = readView(read, io.language)
    io.answer(view, () => [
      view.readWord,
      ...view.facts.map(({ word, text, sourceWord }) => `${word}  ${text}  (${sourceWord})`),
      ...(view.unread === undefined ? [] : [view.unread]),
    ])
    return exit.done
  },
}
