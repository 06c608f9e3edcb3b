import { sendFiles, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { lineTold, payTold, type Pay } from './pay-mode.ts'
import { isInvoice, type Line, type Receipt } from './receipts.ts'

type Body = NonNullable<Given<'fileClaim'>['body']>

type Told = {
  readonly vendorId?: string | undefined
  readonly onBehalf?: string | undefined
  /** How it is paid, where it was given in a foreign currency. */
  readonly pay: Pay
}

/**
 * Records the invoices among the receipts, each once, and files the claim that they show. What is on record
 * already is used as it is. Throws as soon as one of them is refused: nothing is claimed then.
 */
export async function sendClaim(
  lines: readonly Line[],
  receipts: readonly Receipt[],
  { vendorId, onBehalf, pay }: Told,
): Promise<void> {
  const [first] = lines
  if (!first) return
  const invoiceIds: string[] = []
  for (const receipt of receipts) {
    const invoiceId = await invoiceOf(receipt, first.item.entityId)
    if (invoiceId !== undefined) invoiceIds.push(invoiceId)
  }
  const { proofId, ...currency } = { proofId: undefined, ...payTold(pay, lines) }
  const paid = { ...currency, ...(proofId === undefined ? {} : { proofId }) }
  const body: Body = {
    lines: lines.flatMap(({ item, item: { requestId }, amount }) =>
      amount === undefined ? [] : [{ requestId, minor: amount.minor, ...lineTold(pay, item) }],
    ),
    fileIds: [...receipts.map(({ fileId }) => fileId), ...(proofId === undefined ? [] : [proofId])],
    ...paid,
    ...(invoiceIds.length === 0 ? {} : { invoiceIds: [...new Set(invoiceIds)] }),
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(onBehalf === undefined ? {} : { onBehalf }),
  }
  await command('fileClaim', { body })
}

async function invoiceOf({ file, reading }: Receipt, entityId: string): Promise<string | undefined> {
  if (reading?.known) return reading.known.invoiceId
  if (file === undefined || !isInvoice(reading)) return undefined
  return (await recorded(file, entityId)).invoiceId
}

/** Its invoice as it was recorded; a second try after a refused claim finds the one of the first. */
async function recorded(file: File, entityId: string): Promise<{ readonly invoiceId: string }> {
  const again = await sendFiles('readInvoiceFile', {}, [file])
  return again.known ?? sendFiles('recordInvoice', { body: { entityId } }, [file])
}
