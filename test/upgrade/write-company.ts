import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { Client } from 'pg'
import { logSigner, sequenceNow } from '../../src/modules/audit/index.ts'
import { newestMigration } from '../../src/platform/db/migrate.ts'
import { withGateDatabase } from '../gates/gate.ts'
import { companyOn } from '../setup/company-on.ts'
import { beBusy } from './busy-company.ts'
import { fileOf, packed, takeRows } from './old-company.ts'

// Writes NNNN.json.br beside this file: a busy company at the newest schema of this build, as each release
// leaves one behind. A file that is there stays: only the build of its time knew what a company had.

await withGateDatabase(async (database) => {
  const company = await companyOn(database)
  await beBusy(company)
  const { ring, now } = company.world
  await sequenceNow({ pool: database.pool('worker', 2), signer: logSigner(ring), now })
  const owner = new Client(database.ownerUrl)
  await owner.connect()
  try {
    const file = fileOf(((await newestMigration(owner)) ?? '').slice(0, 4))
    const old = await takeRows(owner)
    const bytes = packed(old)
    writeFileSync(file, bytes, { flag: 'wx' })
    const tables = Object.keys(old.tables)
    process.stdout.write(`${file}: ${String(tables.length)} tables in ${String(bytes.length)} bytes\n`)
  } finally {
    await owner.end()
  }
})
