import { companyOn, type Company } from './company-on.ts'
import { freshDatabase } from './fresh-database.ts'

export { parties, testNow, type Company } from './company-on.ts'

/** The test company of one test file, on a fresh database. */
export async function testCompany(): Promise<Company> {
  return companyOn(await freshDatabase())
}
