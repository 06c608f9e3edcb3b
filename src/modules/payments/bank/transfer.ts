import { plainAccount, readAccountNumber } from '../../../kernel/bank-account.ts'
import type { Money } from '../../../kernel/money.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'

/** A bank as transfers name it: by its number in China (联行号), by BIC, or by its name alone. */
export type BankOf = { readonly cnaps?: string; readonly bic?: string; readonly name?: string }

/** An account with its holder. */
export type AccountOf = {
  readonly holder: string
  /** The registered name in Latin letters, where one is on record. */
  readonly latinHolder?: string
  readonly number: string
  readonly bank: BankOf
  /** Where its bank is, by the full name of GB/T 2260, and the city. */
  readonly province?: string
  readonly city?: string
  readonly phone?: string
}

/** One payment of a file. Its number was made and stored before, and never changes. */
export type Transfer = {
  readonly endToEndId: string
  readonly payee: AccountOf
  readonly amount: Money
  /** What the payment is for, by our own word; templates turn it into the bank's. */
  readonly purpose: string
  readonly remark: string
}

/** The account that pays. */
export type Payer = AccountOf & { readonly currency: string }

/** A payment that does not stand in the file, with the reason; the others do. */
export type LeftOut = { readonly endToEndId: string; readonly refusal: Refusal }

/** Parts the transfers that can be written from those that cannot; a number that comes twice stops both. */
export function sorted(
  transfers: readonly Transfer[],
  objection: (transfer: Transfer) => Refusal | undefined,
): { readonly taken: readonly Transfer[]; readonly leftOut: readonly LeftOut[] } {
  const times = Map.groupBy(transfers, ({ endToEndId }) => endToEndId)
  const judged = transfers.map((transfer) => {
    const { endToEndId } = transfer
    const isTwice = (times.get(endToEndId)?.length ?? 0) > 1
    const refusal = isTwice ? refuse('bank.number_twice', { number: endToEndId }) : objection(transfer)
    return { transfer, refusal }
  })
  return {
    taken: judged.filter(({ refusal }) => refusal === undefined).map(({ transfer }) => transfer),
    leftOut: judged.flatMap(({ transfer: { endToEndId }, refusal }) =>
      isRefusal(refusal) ? [{ endToEndId, refusal }] : [],
    ),
  }
}

/** What is wrong with a transfer in any file: its number, its amount, its currency, its account. */
export function transferObjection(transfer: Transfer, payer: Payer): Refusal | undefined {
  const { endToEndId: number, amount, payee } = transfer
  if (!/^[A-Za-z0-9][A-Za-z0-9/\-?:().,'+ ]{0,34}$/.test(number) || /\/\/|\/$/.test(number)) {
    return refuse('bank.number_invalid', { number })
  }
  if (amount.minor <= 0n) return refuse('bank.amount_not_positive', { number })
  if (amount.currency !== payer.currency) {
    return refuse('bank.currencies_differ', { one: payer.currency, other: amount.currency })
  }
  if (payee.holder.trim() === '') return refuse('bank.payee_missing', { number })
  if (readAccountNumber(payee.number) === undefined) return refuse('bank.account_invalid', { number })
  if (plainAccount(payee.number) === plainAccount(payer.number)) return refuse('bank.own_payee', { number })
  const { cnaps, bic } = payee.bank
  const isBank = (cnaps === undefined || /^\d{12}$/.test(cnaps)) && (bic === undefined || isBic(bic))
  if (!isBank) return refuse('bank.bank_number_invalid', { number, text: cnaps ?? bic ?? '' })
  return undefined
}

function isBic(text: string): boolean {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text)
}
