import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The figures that an operator watches; none of them names a person. */
export type Metrics = {
  readonly onAnswer: (operation: string, status: number, seconds: number) => void
  readonly onFault: () => void
  readonly setLog: (standing: { size: number; lagMs: number }) => void
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
  const entries = new Gauge({
    name: 'aboveboard_log_entries',
    help: 'Numbered entries of the log',
    registers,
  })
  const lag = new Gauge({ name: 'aboveboard_log_lag_seconds', help: 'Lag of the sequencer', registers })
  return {
    onAnswer: (operation, status, seconds) => answers.observe({ operation, status: String(status) }, seconds),
    onFault: () => faults.inc(),
    setLog: (standing) => {
      entries.set(standing.size)
      lag.set(standing.lagMs / 1000)
    },
    text: async () => (registry ? registry.metrics() : ''),
  }
}
