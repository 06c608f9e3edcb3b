import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** How an outside copy of the log stands. */
type SinkFigures = { readonly name: string; readonly behind: number; readonly isAlarming: boolean }

/** The archive of the log of changes and the newest backup, as far as there are any. */
type BackupStanding = {
  readonly archive?: { readonly ok: boolean; readonly coveredTo: string | null }
  readonly backup?: { readonly at: string | null }
}

/** The figures that an operator watches; none of them names a person. */
export type Metrics = {
  readonly onAnswer: (operation: string, status: number, seconds: number) => void
  readonly onFault: () => void
  readonly onBackgroundFault: () => void
  readonly setLog: (standing: { size: number; lagMs: number }) => void
  readonly setSinks: (sinks: readonly SinkFigures[]) => void
  readonly setLostFiles: (count: number) => void
  readonly setBackups: (standing: BackupStanding, now: string) => void
  readonly text: () => Promise<string>
}

/** A fresh set of figures, in Prometheus's text format. */
export function makeMetrics(): Metrics {
  const registers = [new Registry()]
  const [registry] = registers
  const labels = ['operation', 'status']
  const answers = new Histogram({
    name: 'aboveboard_answer_seconds',
    help: 'Time to answer, by operation and status',
    labelNames: labels,
    registers,
  })
  const faults = new Counter({ name: 'aboveboard_faults_total', help: 'Faults (500)', registers })
  const background = new Counter({
    name: 'aboveboard_background_faults_total',
    help: 'Faults of work in the background: jobs, subscribers of the log, sinks',
    registers,
  })
  const entries = new Gauge({
    name: 'aboveboard_log_entries',
    help: 'Numbered entries of the log',
    registers,
  })
  const lag = new Gauge({ name: 'aboveboard_log_lag_seconds', help: 'Lag of the sequencer', registers })
  const behind = new Gauge({
    name: 'aboveboard_sink_behind_entries',
    help: 'Entries that an outside copy of the log has not got',
    labelNames: ['sink'],
    registers,
  })
  const alarm = new Gauge({
    name: 'aboveboard_sink_alarm',
    help: '1 when an outside copy of the log does not follow it',
    labelNames: ['sink'],
    registers,
  })
  const lost = new Gauge({
    name: 'aboveboard_files_lost',
    help: 'Evidence files that could not be read back when last looked at',
    registers,
  })
  return {
    onAnswer: (operation, status, seconds) => answers.observe({ operation, status: String(status) }, seconds),
    onFault: () => faults.inc(),
    onBackgroundFault: () => background.inc(),
    setLog: (standing) => {
      entries.set(standing.size)
      lag.set(standing.lagMs / 1000)
    },
    setLostFiles: (count) => lost.set(count),
    setBackups: backupGauges(registers),
    setSinks: (sinks) => {
      for (const sink of sinks) {
        behind.set({ sink: sink.name }, sink.behind)
        alarm.set({ sink: sink.name }, sink.isAlarming ? 1 : 0)
      }
    },
    text: async () => (registry ? registry.metrics() : ''),
  }
}

/** A figure that is not there is none: who keeps no archive has nothing to be alarmed about. */
function backupGauges(registers: Registry[]): Metrics['setBackups'] {
  const known = new Map<string, Gauge>()
  const set = (name: string, help: string, value: number) => {
    const gauge = known.get(name) ?? new Gauge({ name, help, registers })
    known.set(name, gauge)
    gauge.set(value)
  }
  const since = (then: string | null, now: string) =>
    then === null ? Number.POSITIVE_INFINITY : (Date.parse(now) - Date.parse(then)) / 1000
  return ({ archive, backup }, now) => {
    if (archive) {
      const alarm = '1 when the archive of the log of changes does not follow the database'
      set('aboveboard_archive_alarm', alarm, archive.ok ? 0 : 1)
      const behind = 'How much would be lost with the data folder now'
      set('aboveboard_archive_behind_seconds', behind, since(archive.coveredTo, now))
    }
    if (backup) set('aboveboard_backup_age_seconds', 'Age of the newest backup', since(backup.at, now))
  }
}
