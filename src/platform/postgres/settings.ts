import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.ts'

/**
 * The settings of the embedded server, for a machine with two cores and a few gigabytes.
 * A failed statement is not written to the log, because its text and its key values may hold personal data.
 */
const settings = [
  "listen_addresses = '127.0.0.1'",
  'unix_socket_permissions = 0700',
  'max_connections = 60',
  "password_encryption = 'scram-sha-256'",
  '# Durability: an answer that was given is on the disk.',
  'fsync = on',
  'full_page_writes = on',
  'synchronous_commit = on',
  '# Backups read the log of changes; fewer, larger checkpoints leave the disk to commits.',
  'wal_level = replica',
  '# An archive that cannot be reached holds back so much of it and no more: then it has a hole, which is',
  '# told, and the business goes on.',
  'max_slot_wal_keep_size = 4GB',
  'max_wal_size = 2GB',
  'min_wal_size = 256MB',
  'checkpoint_timeout = 15min',
  'checkpoint_completion_target = 0.9',
  '# Memory; no parallel plans: two cores serve people, and a container has 64 MB of shared memory.',
  'shared_buffers = 256MB',
  'effective_cache_size = 1GB',
  'work_mem = 16MB',
  'maintenance_work_mem = 128MB',
  'max_parallel_workers_per_gather = 0',
  'max_parallel_maintenance_workers = 0',
  'jit = off',
  'random_page_cost = 1.1',
  '# An abandoned transaction would hold its locks and keep the log of entries waiting.',
  "idle_in_transaction_session_timeout = '60s'",
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
  'log_min_error_statement = panic',
  'log_parameter_max_length_on_error = 0',
  'log_error_verbosity = terse',
]

/**
 * Writes the settings file that the cluster includes; `socketFolder` is empty where sockets cannot be used.
 */
export function writeSettings(place: Place, socketFolder: string): void {
  const file = join(place.cluster, 'aboveboard.conf')
  const text = `${[...settings, `unix_socket_directories = '${socketFolder.replaceAll("'", "''")}'`].join('\n')}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(file, text, { mode: 0o600 })
  if (place.account !== undefined) chownSync(file, place.account.uid, place.account.gid)
}
