import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { FileLost } from '../files.ts'

/**
 * What keeps the application from answering at the moment, where that is known: the reader is told what it
 * is and what helps, with 503. Undefined for a bug of ours.
 */
export function unavailable(fault: unknown): Refusal | undefined {
  if (fault instanceof FileLost) return refuse('platform.file_lost')
  if (!(fault instanceof Error)) return undefined
  const code = 'code' in fault ? String(fault.code) : ''
  if (storageFull.has(code)) return refuse('platform.storage_full')
  const isAway =
    databaseAway.test(code) || away.has(code) || isNoSocket(fault) || lostWords.test(fault.message)
  return isAway ? refuse('platform.database_away') : undefined
}

/** No room for a file, or for the database. */
const storageFull = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** PostgreSQL's classes for "too little", "shutting down", "connection lost" and "cannot read". */
const databaseAway = /^(53...|57P0.|08...|58030)$/

const away = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** After an orderly stop the socket of the embedded server is gone. */
function isNoSocket(fault: Error): boolean {
  return 'code' in fault && fault.code === 'ENOENT' && 'syscall' in fault && fault.syscall === 'connect'
}

/** The driver and its pool say these without a code. */
const lostWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
