import { DatabaseError } from 'pg'

/** The server is going down, was killed, or is starting up again. */
const goingAway: readonly string[] = ['57P01', '57P02', '57P03']

/** What the driver says of a connection that is gone. */
const gone = /terminated|ECONNRESET|ECONNREFUSED|EPIPE|ENOENT|Connection|not queryable|timeout exceeded/

/**
 * Undefined for a connection that went away, which is what some gates are about and after which the same
 * key asks again; any other fault is a finding and is thrown.
 */
export function brokenOff(fault: unknown): undefined {
  if (fault instanceof DatabaseError && goingAway.includes(fault.code ?? '')) return undefined
  if (fault instanceof Error && gone.test(`${fault.message} ${codeOf(fault)}`)) return undefined
  throw fault
}

function codeOf(fault: Error): string {
  return 'code' in fault ? String(fault.code) : ''
}
