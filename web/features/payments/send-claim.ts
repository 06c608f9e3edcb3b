import { sendFiles, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { isInvoice, type Line, type Receipt } from './receipts.ts'

type Body = NonNullable<Given<'fileClaim'>['body']>

/**
 * Records the invoices among the receipts, each once, and files the claim that they show. What is on record
 * already is used as it is. Throws as soon as one of them is refused: nothing is claimed then.
 */
export async function sendClaim(
  lines: readonly Line[],
  receipts: readonly Receipt[],
  { vendorId, onBehalf }: { readonly vendorId?: string | undefined; readonly onBehalf?: string | undefined },
): Promise<void> {
  const [first] = lines
  if (!first) return
  const invoiceIds: string[] = []
  for (const receipt of receipts) {
    const invoiceId = await invoiceOf(receipt, first.item.entityId)
    if (invoiceId !== undefined) invoiceIds.push(invoiceId)
  }
  const body: Body = {
    lines: lines.flatMap(({ item: { requestId }, amount }) =>
      amount === undefined ? [] : [{ requestId, minor: amount.minor }],
    ),
    fileIds: receipts.map(({ fileId }) => fileId),
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
