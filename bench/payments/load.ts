import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { postText, runClients } from '../http-clients.ts'

/** A command to send, and the status of its good answer. */
export type Task = {
  readonly path: string
  readonly cookie: string
  readonly body: object
  readonly status: number
}

/** What the load of the payments bench is told on standard input. */
export type Tasks = { readonly url: string; readonly clients: number; readonly tasks: readonly Task[] }

// In a process of its own: so many clients send the tasks, each the next one that nobody has taken.
if (import.meta.main) {
  const { url, clients, tasks } = JSON.parse(await text(process.stdin)) as Tasks
  const server = new URL(url)
  const texts = tasks.map((task) => ({
    text: postText(server, { ...task, key: randomUUID(), body: JSON.stringify(task.body) }),
    status: task.status,
  }))
  const figures = await runClients(server, clients, () => texts.pop())
  process.stdout.write(JSON.stringify(figures))
}
