import { pino, type Logger } from 'pino'

/**
 * The technical log (运行日志): lines for operating the software, on stderr. It is no evidence and holds no
 * personal data: of a fault only its class, code and the places in our code are written, never its values.
 */
export function makeLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

/** What may be written of a fault. Messages of databases and libraries can quote values, so they stay out. */
export function faultLine(fault: unknown): { name: string; code?: string; at: string[] } {
  if (!(fault instanceof Error)) return { name: typeof fault, at: [] }
  const code = 'code' in fault ? String(fault.code) : undefined
  const at = (fault.stack ?? '')
    .split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .slice(0, 8)
    .map((line) => line.trim())
  return code === undefined ? { name: fault.name, at } : { name: fault.name, code, at }
}
