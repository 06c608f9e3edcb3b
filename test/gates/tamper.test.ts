import { expect, test } from 'vitest'
import { freshDatabase } from '../setup/fresh-database.ts'
import { roundsHere } from './rounds.ts'
import { tamperRounds } from './tamper.ts'

test(
  'G8: edits behind the application’s back, of every kind, are each found and located',
  { timeout: 300_000 },
  async () => {
    const database = await freshDatabase()
    const notes: string[] = []
    try {
      const lines = await tamperRounds(database, {
        rounds: roundsHere(500, 100),
        seed: 20_261_125,
        say: (text) => void notes.push(text),
      })
      expect(notes).toEqual([])
      expect(lines.filter(({ holds }) => !holds)).toEqual([])
    } finally {
      await database.close()
    }
  },
)
