import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

const program = process.env['PGBENCH'] ?? '/usr/lib/postgresql/15/bin/pgbench'

/** One run of `pgbench -M prepared`. */
export type PgbenchRun = {
  readonly url: string
  readonly script: string
  readonly clients: number
  /** For so many seconds, or so many transactions a client. */
  readonly length: { readonly seconds: number } | { readonly transactions: number }
  readonly variables: Readonly<Record<string, string | number>>
  /** Where each client's transactions are logged, in files whose names begin with this. */
  readonly log?: string
}

/** Runs it as the owner, who sees every entity; gives its transactions a second, connecting not counted. */
export async function pgbench({ url, script, clients, length, variables, log }: PgbenchRun): Promise<number> {
  const ends =
    'seconds' in length ? ['-T', String(length.seconds)] : ['-t', String(Math.ceil(length.transactions))]
  const given = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`])
  const logged = log === undefined ? [] : ['-l', `--log-prefix=${log}`]
  const args = ['-M', 'prepared', '-n', ...ends, '-c', String(clients), '-j', '2', ...logged, ...given]
  const child = spawn(program, [...args, '-f', script, url], {
    env: { ...process.env, PGOPTIONS: '-c app.entities=*' },
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.pipe(process.stderr)
  const [code] = (await once(child, 'close')) as [number | null]
  // It prints a rate also where a client gave up, which would be the rate of something else.
  if (code !== 0) throw new Error(`pgbench ended with ${String(code)}: ${text}`)
  const found = /tps = ([\d.]+)/.exec(text)
  if (!found) throw new Error(`pgbench gave no rate: ${text}`)
  return Number(found[1])
}
