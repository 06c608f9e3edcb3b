import type { Transaction } from '../../platform/db/transaction.ts'

/** What our own legal entities are called, in both languages, in use or not. */
export async function loadEntityNames(tx: Transaction): Promise<string[]> {
  const rows = await tx.sql<{ name_zh: string; name_en: string }>(
    'select name_zh, name_en from access.entity order by code',
    [],
    'access_entity_names',
  )
  return rows.flatMap((row) => [row.name_zh, row.name_en])
}
