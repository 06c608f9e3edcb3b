import { toDecimal, type Money } from '../../src/kernel/money.ts'
import type { Payer, Transfer } from '../../src/modules/payments/bank/transfer.ts'

/** The account of ours that the tests pay from. */
export const ourAccount = '0000111122223333'

/** One entry of a statement that a test writes; what it leaves out is as in most entries. */
export type CamtEntry = {
  readonly ref?: string
  readonly amount: string
  readonly currency?: string
  readonly side?: 'DBIT' | 'CRDT'
  readonly status?: string
  readonly isReversal?: boolean
  readonly family?: string
  readonly day?: string
  /** XML inside `NtryDtls`; left out where the entry has no details. */
  readonly details?: string
  readonly more?: string
}

/** One statement that a test writes. */
export type CamtStatement = {
  readonly id?: string
  readonly account?: string
  readonly opening?: string
  readonly closing: string
  readonly openingCode?: string
  /** DUPL, COPY or CODU. */
  readonly copy?: string
  readonly entries: readonly CamtEntry[]
}

export type CamtVersion = '02' | '04' | '08'

/** A camt.053 file, valid against its schema. */
export function camtFile(version: CamtVersion, statements: readonly CamtStatement[]): Uint8Array {
  const space = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`
  const header = '<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-11-02T18:00:00+08:00</CreDtTm></GrpHdr>'
  const inner = statements.map((each, i) => statementXml(version, each, i)).join('')
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${space}"><BkToCstmrStmt>${header}${inner}` +
      '</BkToCstmrStmt></Document>',
  )
}

function statementXml(version: CamtVersion, statement: CamtStatement, i: number): string {
  const { id = `S-${i + 1}`, account = ourAccount, opening = '1000.00', closing, entries } = statement
  return (
    `<Stmt><Id>${id}</Id><CreDtTm>2026-11-02T18:00:00+08:00</CreDtTm>` +
    (statement.copy === undefined ? '' : `<CpyDplctInd>${statement.copy}</CpyDplctInd>`) +
    `<Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>` +
    balanceXml(statement.openingCode ?? 'OPBD', opening) +
    balanceXml('CLBD', closing) +
    `${entries.map((entry) => entryXml(version, entry)).join('')}</Stmt>`
  )
}

function balanceXml(code: string, amount: string): string {
  const side = amount.startsWith('-') ? 'DBIT' : 'CRDT'
  return (
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount.replace('-', '')}</Amt>` +
    `<CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>`
  )
}

function entryXml(version: CamtVersion, entry: CamtEntry): string {
  const { ref = 'N1', amount, currency = 'CNY', side = 'DBIT', status = 'BOOK', day = '2026-11-02' } = entry
  const booked = version === '02' ? `<Dt>${day}</Dt>` : `<DtTm>${day}T23:30:00+08:00</DtTm>`
  return (
    `<Ntry><NtryRef>${ref}</NtryRef><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>` +
    (entry.isReversal ? '<RvslInd>true</RvslInd>' : '') +
    (version === '08' ? `<Sts><Cd>${status}</Cd></Sts>` : `<Sts>${status}</Sts>`) +
    `<BookgDt>${booked}</BookgDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd>` +
    `<SubFmlyCd>${entry.family ?? 'ESCT'}</SubFmlyCd></Fmly></Domn></BkTxCd>${entry.more ?? ''}` +
    (entry.details === undefined ? '' : `<NtryDtls>${entry.details}</NtryDtls>`) +
    '</Ntry>'
  )
}

/** The details of one payment in an entry. */
export function paymentDetails(
  version: CamtVersion,
  payment: {
    readonly id: string
    readonly amount?: string
    readonly name?: string
    readonly account?: string
    readonly remark?: string
  },
): string {
  const { id, amount, name, account, remark } = payment
  const own = `<Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>`
  const older = `<AmtDtls><TxAmt><Amt Ccy="CNY">${amount}</Amt></TxAmt></AmtDtls>`
  const named = version === '08' ? `<Pty><Nm>${name}</Nm></Pty>` : `<Nm>${name}</Nm>`
  return (
    `<TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>` +
    (amount === undefined ? '' : version === '02' ? older : own) +
    (name === undefined && account === undefined
      ? ''
      : `<RltdPties>${name === undefined ? '' : `<Cdtr>${named}</Cdtr>`}` +
        `${account === undefined ? '' : `<CdtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></CdtrAcct>`}` +
        '</RltdPties>') +
    (remark === undefined ? '' : `<RmtInf><Ustrd>${remark}</Ustrd></RmtInf>`) +
    '</TxDtls>'
  )
}

/** The company that pays in the tests. */
export const ourPayer: Payer = {
  holder: '示例医药有限公司',
  number: ourAccount,
  bank: { cnaps: '100000000001', name: '示例银行上海分行' },
  currency: 'CNY',
}

/** A payment to write; what a test leaves out is as in most payments. */
export function transferOf(n: number, more: Partial<Transfer> = {}): Transfer {
  return {
    endToEndId: `AB01K9TEST${String(n).padStart(6, '0')}`,
    payee: {
      holder: '演示商贸有限公司',
      number: `00004444${String(n).padStart(8, '0')}`,
      bank: { cnaps: '200000000002', name: '另一银行北京支行' },
    },
    amount: { currency: 'CNY', minor: 12_800_000n + BigInt(n) },
    purpose: 'rebate',
    remark: `三季度返利 HT-${n}`,
    ...more,
  }
}

/** A statement of a Chinese bank as CSV: account above, one row a movement, the balance after each. */
export function statementCsv(
  rows: readonly (readonly string[])[],
  heading = ['交易日期', '借方发生额', '贷方发生额', '余额', '对方户名', '对方账号', '摘要', '流水号'],
  above: readonly (readonly string[])[] = [['账号：', ourAccount]],
): string {
  return [...above, heading, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

/** A whole amount in the words of a file. */
export function decimal(minor: bigint, currency = 'CNY'): string {
  const amount: Money = { currency, minor }
  return toDecimal(amount)
}
