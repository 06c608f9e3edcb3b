import type { Pool } from 'pg'
import type { Instant } from '../../kernel/time.ts'

/** Counts a preview by person, day and outcome; it stores nothing of the benefit. */
export async function countPreview(
  pool: Pool,
  call: { readonly actor: { readonly personId: string }; readonly at: Instant },
  outcome: string,
): Promise<void> {
  await pool.query(
    `insert into platform.preview_count (day, person_id, outcome, count)
values ($1, $2, $3, 1)
on conflict (day, person_id, outcome) do update
set count = platform.preview_count.count + 1`,
    [call.at.slice(0, 10), call.actor.personId, outcome],
  )
}
