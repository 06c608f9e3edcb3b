import { databaseCopy, type FreshDatabase } from '../setup/database-copy.ts'
import { durableServer } from '../setup/durable-server.ts'

/** One figure of a gate or bench, as `--json` prints it. */
export type GateLine = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly ratio: number
  readonly holds: boolean
}

/** How a gate is run. */
export type GateOptions = {
  readonly rounds: number
  readonly seed: number
  /** Tells how far it is, and what was not right, on stderr. */
  readonly say: (text: string) => void
}

/**
 * A reliability gate. Its file in this folder has its name and exports it as `gate`; its planted faults are
 * the patches `test/faults/<name>-….patch`.
 */
export type Gate = {
  readonly name: string
  /** Rounds when nothing else is asked for. */
  readonly rounds: number
  readonly run: (options: GateOptions) => Promise<GateLine[]>
}

/** A figure that must reach its limit. */
export function atLeast(name: string, value: number, limit: number, unit: string): GateLine {
  return { name, value, unit, limit, ratio: ratioOf(value, limit), holds: value >= limit }
}

/** A figure that must not exceed its limit. */
export function atMost(name: string, value: number, limit: number, unit: string): GateLine {
  return { name, value, unit, limit, ratio: ratioOf(value, limit), holds: value <= limit }
}

function ratioOf(value: number, limit: number): number {
  return limit === 0 ? (value === 0 ? 1 : value + 1) : Math.round((value / limit) * 1_000) / 1_000
}

/** Runs `work` on a database of its own, on a server of its own unless the environment names one. */
export async function withGateDatabase<T>(work: (database: FreshDatabase) => Promise<T>): Promise<T> {
  return withGateDatabases(async (fresh) => {
    const database = await fresh()
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  })
}

/** Runs `work` with as many databases as it asks for, each its own to close, on a server as above. */
export async function withGateDatabases<T>(
  work: (fresh: () => Promise<FreshDatabase>) => Promise<T>,
): Promise<T> {
  const { server, remove } = await durableServer()
  try {
    return await work(() => databaseCopy(server))
  } finally {
    await remove()
  }
}
