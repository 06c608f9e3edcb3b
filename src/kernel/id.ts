/** The prefix of each kind of identifier: a number in a log line tells what it stands for. */
export const idPrefixes = {
  account: 'acc',
  agreement: 'agr',
  accrual: 'acr',
  alert: 'alert',
  approval: 'apr',
  assignment: 'asg',
  attempt: 'att',
  attendee: 'atd',
  bankAccount: 'bank',
  bankTemplate: 'btpl',
  bankTemplateEdition: 'bted',
  benefit: 'ben',
  budget: 'bud',
  budgetChange: 'budc',
  calendar: 'cal',
  case: 'case',
  claim: 'claim',
  claimLine: 'clml',
  classification: 'cls',
  clause: 'clause',
  comment: 'cmt',
  copy: 'copy',
  deal: 'deal',
  decision: 'dec',
  declaration: 'decl',
  delegation: 'dlg',
  document: 'doc',
  entity: 'ent',
  entry: 'log',
  event: 'evt',
  exception: 'exc',
  export: 'exp',
  fact: 'fact',
  file: 'file',
  fixedVoucher: 'fxv',
  flow: 'flow',
  formChange: 'fchg',
  giving: 'giv',
  guestLink: 'gln',
  guestSignIn: 'gsi',
  hit: 'hit',
  hold: 'hold',
  household: 'hh',
  import: 'imp',
  importLine: 'impl',
  invoice: 'inv',
  invoiceUse: 'invu',
  job: 'job',
  journal: 'jrn',
  journalLine: 'jrnl',
  inputTax: 'itx',
  inputTaxOut: 'ito',
  ledgerEntry: 'led',
  ledgerLine: 'ledl',
  line: 'line',
  list: 'list',
  match: 'match',
  membership: 'mem',
  merge: 'merge',
  message: 'msg',
  notice: 'ntc',
  orgUnit: 'unit',
  pack: 'pack',
  packVersion: 'pv',
  party: 'party',
  payableAccount: 'pacc',
  payment: 'pay',
  paymentBatch: 'batch',
  period: 'prd',
  person: 'per',
  programme: 'prog',
  rate: 'rate',
  refund: 'rfd',
  relation: 'rel',
  release: 'rls',
  request: 'req',
  resultFile: 'rsf',
  reversal: 'rvs',
  role: 'role',
  route: 'route',
  session: 'sess',
  settlement: 'stl',
  sink: 'sink',
  statement: 'stm',
  statementLine: 'stml',
  step: 'step',
  task: 'task',
  taxCharge: 'tax',
  thirdParty: 'tp',
  tender: 'tdr',
  token: 'tok',
  user: 'user',
  voucher: 'vch',
  waiver: 'wvr',
  watchedAccount: 'wac',
} as const

/** A kind of thing that has identifiers. */
export type IdKind = keyof typeof idPrefixes

/** Random bytes that one identifier needs: 120 bits, so two never meet. */
export const idBytes = 15

/**
 * A new identifier such as `req_` with 24 letters (Crockford base 32, lower case). Identifiers sort as their
 * bytes do, so a caller that puts the time first keeps its index in order. Throws unless given 15 bytes.
 */
export function newId(kind: IdKind, random: Uint8Array): string {
  if (random.length !== idBytes)
    throw new Error(`an identifier needs ${idBytes} random bytes, not ${random.length}`)
  let text = ''
  for (let i = 0; i < idBytes; i += 5) {
    const high = (random[i] ?? 0) * 4096 + (random[i + 1] ?? 0) * 16 + ((random[i + 2] ?? 0) >>> 4)
    const low = ((random[i + 2] ?? 0) & 15) * 65536 + (random[i + 3] ?? 0) * 256 + (random[i + 4] ?? 0)
    text += fourLetters(high) + fourLetters(low)
  }
  return `${idPrefixes[kind]}_${text}`
}

/** True when `text` is an identifier of `kind`; it says nothing of whether the thing exists. */
export function isId(kind: IdKind, text: string): boolean {
  const prefix = `${idPrefixes[kind]}_`
  return text.startsWith(prefix) && /^[0-9a-hjkmnp-tv-z]{24}$/.test(text.slice(prefix.length))
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz'

function fourLetters(bits: number): string {
  const letter = (shift: number) => letters.charAt((bits >>> shift) & 31)
  return letter(15) + letter(10) + letter(5) + letter(0)
}
