/** The package brings no types; these are the two parts that we use. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'
  /** A stream of the bytes that `COPY … TO STDOUT` sends. */
  export function to(sql: string): Readable & Submittable
  /** A stream that takes the bytes for `COPY … FROM STDIN`. */
  export function from(sql: string): Writable & Submittable
}
