import { homeZone, type World } from '../../src/app/world.ts'
import { dayIn } from '../../src/kernel/time.ts'
import type { BankDeps } from '../../src/modules/payments/index.ts'

/** What the commands on payments and bank files are made with, on a world. */
export function bankDeps({ newId, requests, rounds, files }: World): BankDeps {
  return { newId, requests, rounds, files, dayAt: (at) => dayIn(homeZone, at) }
}
