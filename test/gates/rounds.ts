import process from 'node:process'

/**
 * How many rounds a gate takes within `npm test`: all of them on the embedded server, and `again` where the
 * same tests run once more on another PostgreSQL.
 */
export function roundsHere(all: number, again: number): number {
  return process.env['TEST_DATABASE_OWNER_URL'] === undefined ? all : again
}
