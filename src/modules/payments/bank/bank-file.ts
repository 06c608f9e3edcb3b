import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { ByteSource } from '../../../platform/tables/read.ts'
import type { AccountsMeant } from './account-meant.ts'
import { readCamt053 } from './camt053.ts'
import { readPain002 } from './pain002.ts'
import { readResultFile, type ResultFile, type ResultForm } from './result-file.ts'
import { readTableStatement } from './statement-table.ts'
import type { ReadStatement } from './statement.ts'

/** Reads the statements of a file, told apart by its content: camt.053, or a table of a Chinese bank. */
export async function readStatementFile(
  bytes: Uint8Array,
  meant: AccountsMeant,
): Promise<readonly ReadStatement[] | Refusal> {
  switch (contentOf(bytes)) {
    case 'xml': {
      const file = readCamt053(
        bytes,
        meant.accounts.map(({ number }) => number),
      )
      return isRefusal(file) ? file : file.statements
    }
    case 'answer':
      return refuse('bank.not_a_statement')
    case 'table': {
      const read = await readTableStatement(asSource(bytes), meant)
      return isRefusal(read) ? read : [read]
    }
  }
}

/** Reads the results of a file: pain.002, or a table of a Chinese bank. An answer of a web server is none. */
export async function readResults(
  bytes: Uint8Array,
  meant: AccountsMeant,
  form?: ResultForm,
): Promise<ResultFile | Refusal> {
  switch (contentOf(bytes)) {
    case 'xml':
      return readPain002(bytes)
    case 'answer':
      return refuse('bank.not_a_result')
    case 'table':
      return readResultFile(asSource(bytes), meant, form)
  }
}

/** Whether a file is a table, which each bank words in its own way. */
export function isTable(bytes: Uint8Array): boolean {
  return contentOf(bytes) === 'table'
}

/**
 * By the first letter: `<` is XML, `{` and `[` begin an answer in JSON, and a page of a web server is one
 * too.
 */
function contentOf(bytes: Uint8Array): 'xml' | 'answer' | 'table' {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).replaceAll('\0', '')
  const text = head.replace(/^[^\w<{[]+/, '').toLowerCase()
  if (/^<(!doctype )?html/.test(text) || /^[{[]/.test(text)) return 'answer'
  return text.startsWith('<') ? 'xml' : 'table'
}

async function* asSource(bytes: Uint8Array): ByteSource {
  yield bytes
}
