import { readdirSync, readFileSync } from 'node:fs'

/** Ticks of the clock by which Linux counts the time of processes. */
const ticksASecond = 100

/**
 * Processor time of a database server, its ended sessions included, in seconds; 0 where there is no /proc.
 * `pid` is that of its first process.
 */
export function serverSeconds(pid: number | undefined): number {
  const first = pid === undefined ? undefined : statOf(pid)
  if (!first) return 0
  // Own user and system time; of the first process also those of its children that ended.
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = first.times
  const children = processes().flatMap((each) => {
    const stat = statOf(each)
    return stat && stat.parent === pid ? [(stat.times[0] ?? 0) + (stat.times[1] ?? 0)] : []
  })
  const ticks = children.reduce((sum, each) => sum + each, user + system + endedUser + endedSystem)
  return ticks / ticksASecond
}

/** The first process of the server of which `pid` is a session. */
export function serverOf(pid: number): number | undefined {
  return statOf(pid)?.parent
}

function processes(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
}

type Stat = { readonly parent: number; readonly times: readonly number[] }

/** Undefined for a process that ended meanwhile, and on other systems. */
function statOf(pid: number): Stat | undefined {
  try {
    // The name of the program stands in brackets and may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1] ?? 0, times: fields.slice(11, 15) }
  } catch {
    return undefined
  }
}
