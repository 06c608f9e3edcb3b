import { pino, type DestinationStream, type Logger } from 'pino'

/**
 * The technical log (运行日志): lines for operating the software, on stderr. It is no evidence and holds no
 * personal data: of a fault only its class, code and the places in our code are written, never its values.
 */
export function makeLogger(level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to)
}

/** What may be written of a fault. Messages of databases and libraries can quote values, so they stay out. */
export function faultLine(fault: unknown): { name: string; code?: string; at: string[] } {
  if (!(fault instanceof Error)) return { name: typeof fault, at: [] }
  const code = 'code' in fault ? String(fault.code) : undefined
  const at = placesOf(fault)
  return code === undefined ? { name: fault.name, at } : { name: fault.name, code, at }
}

const placesMax = 8

/**
 * The places behind the message. It is cut off whole, for one of its lines may look like a place. Where a
 * library changed it later the stack still holds the old one; its lines do not end as places do.
 */
function placesOf({ message, stack = '' }: Error): string[] {
  const from = stack.indexOf(message)
  const behind = from < 0 ? stack : stack.slice(from + message.length)
  return behind
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => isPlace.test(line))
    .slice(0, placesMax)
}

const isPlace = /^at .*(?:file:\/\/|node:|\/).*:\d+:\d+\)?$/
