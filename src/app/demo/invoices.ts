import { hash } from 'node:crypto'
import { eInvoiceXml, type PlanInvoice } from '../../../demo/e-invoice.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { dayIn, type Instant } from '../../kernel/time.ts'
import { checkInvoice, readInvoice, recordInvoice, stateBuyer } from '../../modules/invoices/index.ts'
import { uploadCommand } from '../../modules/requests/index.ts'
import { homeZone } from '../world.ts'
import { later } from './course.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

/** An invoice that somebody brings for a claim, for one of our entities. */
export type Brought = {
  readonly key: string
  readonly by: string
  readonly entity: string
  readonly at: Instant
  readonly invoice: PlanInvoice
}

/** What a claim names of it: the paper, and what was read of it. */
export type OnRecord = { readonly fileId: string; readonly invoiceId: string }

/** Whoever looks invoices up at the tax authority. */
const looksUp = 'ding-rui'
const minute = 60_000

function depsOf({ world, founded }: Pick<Stage, 'world' | 'founded'>) {
  const { newId, requests, files } = world
  return {
    newId,
    files,
    organisation: requests.organisation,
    founded,
    dayAt: (at: Instant) => dayIn(homeZone, at),
  }
}

/** Names and tax numbers that stand on invoices for the entities of the sample. */
export async function nameBuyers(stage: Stage): Promise<void> {
  const known = stage.plan.entities.flatMap(({ key, name, creditCode }) =>
    creditCode === undefined ? [] : [{ key, title: name.zh, taxNumber: creditCode }],
  )
  await actAll(
    stage.world,
    stateBuyer(depsOf(stage)),
    known.map(({ key, title, taxNumber }) => ({
      key: `demo:buyer:${key}`,
      actor: staffActor(stage, 'lin-xiao'),
      at: `${stage.plan.from}T01:20:00.000Z`,
      body: {
        entityId: idOf(stage.founded.entities, key),
        title,
        taxNumber,
        reason: '按营业执照登记开票信息',
      },
    })),
  )
}

/** Uploads e-invoices, reads them and puts them on record, each by whoever claims with it. */
export async function bringInvoices(stage: Stage, brought: readonly Brought[]): Promise<OnRecord[]> {
  const { requests, files } = stage.world
  const papers = brought.map((each) => {
    const bytes = Buffer.from(eInvoiceXml(each.invoice))
    return {
      ...each,
      bytes,
      file: { name: `dzfp_${each.invoice.number}.xml`, digest: hash('sha256', bytes) },
    }
  })
  const contents = new Map(papers.map(({ file, bytes }) => [file.digest, bytes]))
  const uploaded = await actAll(
    stage.world,
    uploadCommand(requests, files, contents),
    papers.map(({ key, by, at, file }) => ({
      key: `demo:${key}:receipt`,
      actor: staffActor(stage, by),
      at,
      body: { purpose: 'vendorInvoices', files: [file] },
    })),
  )
  const readings = new Map<string, Exclude<Awaited<ReturnType<typeof readInvoice>>, { code: string }>>()
  for (const { bytes, file } of papers) {
    const read = await readInvoice(bytes)
    if (isRefusal(read)) throw new Error(`an invoice of the sample cannot be read: ${read.code}`)
    readings.set(file.digest, read)
  }
  const recorded = await actAll(
    stage.world,
    recordInvoice(depsOf(stage), readings, contents),
    papers.map(({ key, by, entity, at, file }) => ({
      key: `demo:${key}:invoice`,
      actor: staffActor(stage, by),
      at: later(at, minute),
      body: { entityId: idOf(stage.founded.entities, entity), file, typed: {} },
    })),
  )
  return brought.map((_, i) => ({
    fileId: uploaded[i]?.files[0]?.id ?? '',
    invoiceId: recorded[i]?.invoiceId ?? '',
  }))
}

/** What the service of the tax authority said of invoices: each agrees. */
export async function lookUp(
  stage: Stage,
  asked: readonly { readonly key: string; readonly invoiceId: string; readonly at: Instant }[],
): Promise<void> {
  await actAll(
    stage.world,
    checkInvoice(depsOf(stage), new Map()),
    asked.map(({ key, invoiceId, at }) => ({
      key: `demo:${key}:invoice:check`,
      actor: staffActor(stage, looksUp),
      at,
      body: {
        invoiceId,
        result: 'matches' as const,
        checkedOn: dayIn(homeZone, at),
        note: '全国增值税发票查验平台：票面信息一致',
      },
    })),
  )
}
