import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../test/setup/fresh-database.ts'
import { canonical } from '../../kernel/canonical.ts'
import { refuse } from '../../kernel/refusal.ts'
import { recorder } from '../../modules/audit/index.ts'
import { lockStatement } from '../../modules/benefits/index.ts'
import { keyRing } from '../keys.ts'
import { act, type Door } from './act.ts'
import { systemActor } from './actor.ts'
import type { Command } from './command.ts'
import { groupCommit } from './group-commit.ts'
import { keyOf } from './keys.ts'
import { governed, insertRow, updateRow, type RowOf } from './rows.ts'

const shelf = governed({ name: 'shelf.item', columns: { name: 'text', count: 'int', at: 'instant' } })
type Item = RowOf<typeof shelf>

type Body = { readonly id: string; readonly add: number }
type State = Map<string, Item>

/** Adds to an item of a shelf that holds ten; makes the item when it is not there. */
const add: Command<Body, State, { count: number }> = {
  operation: 'shelf.add',
  load: async (tx, calls) => {
    const ids = [...new Set(calls.map((call) => call.body.id))].sort()
    const rows = await tx.sql<Item>(`select * from shelf.item where id = any($1) order by id ${tx.lock}`, [
      ids,
    ])
    return new Map(rows.map((row) => [row.id, row]))
  },
  decide: (state, call) => {
    const { id, add: count } = call.body
    const object = { type: 'item', id }
    const known = state.get(id)
    const total = (known?.count ?? 0) + count
    if (total > 10) return { refusal: refuse('platform.stale'), object }
    const change = known
      ? updateRow(shelf, known, { count: total, at: call.at })
      : insertRow(shelf, { id, name: 'shelf', count: total, at: call.at })
    state.set(id, change.row as unknown as Item)
    return { answer: { count: total }, object, reason: 'delivery', changes: [change] }
  },
  constraints: {
    item_pkey: (call) => ({ refusal: refuse('platform.stale'), object: { type: 'item', id: call.body.id } }),
  },
}

let database: FreshDatabase
let app: Pool
let door: Door

beforeAll(async () => {
  database = await freshDatabase()
  app = database.pool('app', 12)
  await database.pool('owner', 1).query(`create schema shelf;
create table shelf.item (id text primary key, version int not null, name text not null, count int not null,
  at timestamptz(3) not null);
grant usage on schema shelf to public;
grant select, insert, update on shelf.item to public`)
  const random = (bytes: number) => Buffer.alloc(bytes, 7)
  const ring = keyRing(Buffer.alloc(32, 1))
  door = {
    pool: app,
    authorise: () => undefined,
    record: recorder({ ring, random }),
    lock: lockStatement,
    book: () => undefined,
    enqueue: async () => undefined,
  }
})

afterAll(async () => {
  await database.close()
})

const at = '2026-11-25T08:00:00.120Z'
const call = (key: string, id: string, count: number) => ({
  key,
  actor: systemActor,
  body: { id, add: count },
  at,
})

async function entriesOf(id: string): Promise<{ bytes: string; is_refused: boolean }[]> {
  const found = await app.query(
    `select bytes, is_refused from audit.entry where object_id = $1 order by id`,
    [id],
  )
  return found.rows
}

/** Stores an answer under the key of a call, as the transaction of another process does. */
async function answeredMeanwhile({ key, actor, body }: ReturnType<typeof call>): Promise<void> {
  const input = canonical({ operation: add.operation, body })
  await app.query(
    `insert into platform.command (key, operation, input_hash, answer, at) values ($1, $2, $3, $4, $5)`,
    [keyOf(actor, key), add.operation, hash('sha256', input), JSON.stringify({ count: 7 }), at],
  )
}

describe('the write door', () => {
  test('a command stores its row, its answer and one entry', async () => {
    expect(await act(door, add, [call('key-00000001', 'a', 3)])).toEqual([
      { kind: 'done', answer: { count: 3 }, replayed: false },
    ])
    const [entry] = await entriesOf('a')
    expect(JSON.parse(entry?.bytes ?? '')).toMatchObject({
      op: 'shelf.add',
      outcome: 'done',
      rows: [{ table: 'shelf.item', id: 'a', version: 1, new: { count: '3' } }],
    })
  })

  test('the same key gives the stored answer and changes nothing', async () => {
    await act(door, add, [call('key-00000002', 'b', 3)])
    const again = await act(door, add, [call('key-00000002', 'b', 3)])
    expect(again).toEqual([{ kind: 'done', answer: { count: 3 }, replayed: true }])
    expect(await entriesOf('b')).toHaveLength(1)
  })

  test('a call that was answered before loads nothing, unless its command loads ahead', async () => {
    const loaded: string[] = []
    const loading = (rest: { loadsAhead?: true }): typeof add => ({
      ...add,
      ...rest,
      load: async (tx, calls) => {
        loaded.push(...calls.map(({ body }) => body.id))
        return add.load(tx, calls)
      },
    })
    for (const [id, rest] of [
      ['behind', {}],
      ['ahead', { loadsAhead: true as const }],
    ] as const) {
      const asked = call(`key-loads-${id}`, id, 3)
      await act(door, loading(rest), [asked])
      const both = [asked, call(`key-loads-${id}-2`, `${id}-2`, 1)]
      expect(await act(door, loading(rest), both)).toMatchObject([{ replayed: true }, { replayed: false }])
      expect(await entriesOf(id)).toHaveLength(1)
    }
    expect(loaded).toEqual(['behind', 'behind-2', 'ahead', 'ahead', 'ahead-2', 'ahead-2'])
  })

  test('of two calls at once under one key the second is told that the first is under way', async () => {
    const under = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const slow: typeof add = {
      ...add,
      load: async (tx, calls) => {
        under.resolve()
        await goOn.promise
        return add.load(tx, calls)
      },
    }
    const same = call('key-at-once-1', 'at-once', 3)
    const first = act(door, slow, [same])
    await under.promise
    expect(await act(door, add, [same])).toEqual([{ kind: 'in_progress' }])
    goOn.resolve()
    expect(await first).toEqual([{ kind: 'done', answer: { count: 3 }, replayed: false }])
    expect(await act(door, add, [same])).toEqual([{ kind: 'done', answer: { count: 3 }, replayed: true }])
    expect(await entriesOf('at-once')).toHaveLength(1)
  })

  test('a call that is answered elsewhere at the very moment of its commit gets that answer', async () => {
    const twice = call('key-just-now-1', 'just-now', 3)
    let rivals = 1
    const late: typeof add = {
      ...add,
      load: async (tx, calls) => {
        const state = await add.load(tx, calls)
        // As if the first of the two had read the key before the second claimed it and committed.
        if (rivals-- > 0) await answeredMeanwhile(twice)
        return state
      },
    }
    expect(await act(door, late, [twice])).toEqual([{ kind: 'done', answer: { count: 7 }, replayed: true }])
    expect(await entriesOf('just-now')).toEqual([])
  })

  test('the same key with another body is refused as reused', async () => {
    await act(door, add, [call('key-00000003', 'c', 3)])
    expect(await act(door, add, [call('key-00000003', 'c', 4)])).toEqual([{ kind: 'key_reused' }])
  })

  test('a refusal is an answer: it is committed, logged and replayed', async () => {
    await act(door, add, [call('key-00000004', 'd', 10)])
    const [first] = await act(door, add, [call('key-00000005', 'd', 1)])
    const [second] = await act(door, add, [call('key-00000005', 'd', 1)])
    expect([first?.kind, second]).toMatchObject(['refused', { kind: 'refused', replayed: true }])
    expect((await entriesOf('d')).map((entry) => entry.is_refused)).toEqual([false, true])
  })

  test('in a set, each item has its own key, answer and entry, and sees the items before it', async () => {
    const outcomes = await act(door, add, [
      call('key-00000006', 'e', 6),
      call('key-00000007', 'e', 4),
      call('key-00000008', 'e', 1),
    ])
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['done', 'done', 'refused'])
    expect(await entriesOf('e')).toHaveLength(3)
  })

  test('K18: what gives no reason is not done, unless it is one of the few that need none', async () => {
    const silent = (operation: string): typeof add => ({
      ...add,
      operation,
      decide: (state, asked) => ({ ...add.decide(state, asked), reason: null }),
    })
    await expect(act(door, silent('shelf.add'), [call('key-00000020', 'z', 1)])).rejects.toThrow(
      'shelf.add says nothing of why it is done',
    )
    const [done] = await act(door, silent('access.set_language'), [call('key-00000021', 'z', 1)])
    // The first left nothing behind.
    expect(done).toMatchObject({ kind: 'done', answer: { count: 1 } })
  })

  test('items of a set that break a constraint are tried again alone', async () => {
    const blind: typeof add = { ...add, load: async () => new Map() }
    await act(door, add, [call('key-00000009', 'f', 1)])
    const outcomes = await act(door, blind, [call('key-00000010', 'f', 1), call('key-00000011', 'g', 1)])
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['refused', 'done'])
  })

  test('an item whose row changed meanwhile goes on as it is now, and takes no other with it', async () => {
    await act(door, add, [call('key-00000012', 'h', 1)])
    const forgetful: typeof add = {
      ...add,
      decide: (state, { body, at }) => {
        const object = { type: 'item', id: body.id }
        const known = state.get(body.id)
        const next = { name: 'shelf', count: (known?.count ?? 0) + body.add, at }
        const change = known ? updateRow(shelf, known, next) : insertRow(shelf, { id: body.id, ...next })
        return { answer: { count: next.count }, object, reason: 'delivery', changes: [change] }
      },
    }
    const outcomes = await act(door, forgetful, [
      call('key-00000013', 'h', 2),
      call('key-00000014', 'h', 3),
      call('key-00000015', 'i', 4),
    ])
    expect(outcomes).toEqual([3, 6, 4].map((count) => ({ kind: 'done', answer: { count }, replayed: false })))
  })

  test('a set whose own items change one row is decided once together, and then one by one', async () => {
    await act(door, add, [call('key-0000set1', 'own', 1)])
    const sizes: number[] = []
    const forgetful: typeof add = {
      ...add,
      load: (tx, calls) => {
        sizes.push(calls.length)
        return add.load(tx, calls)
      },
      decide: (state, each) => add.decide(new Map(state), each),
    }
    const calls = ['key-0000set2', 'key-0000set3'].map((key) => call(key, 'own', 2))
    const outcomes = await act(door, forgetful, calls)
    expect(outcomes).toMatchObject([{ answer: { count: 3 } }, { answer: { count: 5 } }])
    expect(sizes).toEqual([2, 1, 1])
  })

  test('calls for different entities never share a transaction', async () => {
    const seen = new Set<string>()
    const spy: typeof add = {
      ...add,
      load: (tx, calls) => {
        seen.add([...new Set(calls.map(({ actor }) => actor.entityIds.join(' ')))].join(' | '))
        return add.load(tx, calls)
      },
    }
    const submit = groupCommit(door, spy, { lanes: 1, gatherMs: 0 })
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const actor = { ...systemActor, entityIds: [i % 3 === 0 ? 'ent_a' : 'ent_b'] }
        return submit({ ...call(`key-sight-${i}`, `sight-${i}`, 1), actor })
      }),
    )
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(12).fill('done'))
    expect([...seen].sort()).toEqual(['ent_a', 'ent_b'])
  })

  test('a call beside others waits for its fair share of them, alone it runs at once', async () => {
    const { sizes, spy, free } = held()
    const submit = groupCommit(door, spy, { lanes: 2, gatherMs: 60_000 })
    const asked = Array.from({ length: 5 }, (_, i) => submit(call(`key-share-${i}`, `share-${i}`, 1)))
    expect(await sizes(2)).toEqual([1, 1])
    free()
    await Promise.all(asked.slice(0, 2))
    expect(await sizes(3)).toEqual([1, 1, 3])
    const later = [5, 6].map((i) => submit(call(`key-share-${i}`, `share-${i}`, 1)))
    expect(await sizes(3)).toEqual([1, 1, 3])
    later.push(submit(call('key-share-7', 'share-7', 1)))
    expect(await sizes(4)).toEqual([1, 1, 3, 3])
    free()
    expect((await Promise.all([...asked, ...later])).map(({ kind }) => kind)).toEqual(Array(8).fill('done'))
  })

  test('a call that nobody joins does not wait for those that run', async () => {
    const { sizes, spy, free } = held()
    const submit = groupCommit(door, spy, { lanes: 2, gatherMs: 2 })
    const asked = Array.from({ length: 5 }, (_, i) => submit(call(`key-joins-${i}`, `joins-${i}`, 1)))
    expect(await sizes(2)).toEqual([1, 1])
    free()
    expect(await sizes(3)).toEqual([1, 1, 3])
    asked.push(submit(call('key-joins-5', 'joins-5', 1)))
    expect(await sizes(4)).toEqual([1, 1, 3, 1])
    free()
    await Promise.all(asked)
  })

  test('a call that is repeated while it runs is told so, and by its key afterwards', async () => {
    const { sizes, spy, free } = held()
    const submit = groupCommit(door, spy, { lanes: 2, gatherMs: 2 })
    const first = submit(call('key-again-0', 'again', 1))
    const again = await Promise.all([0, 1, 2].map(() => submit(call('key-again-0', 'again', 1))))
    expect(again).toEqual(Array(3).fill({ kind: 'in_progress' }))
    const stranger = submit(call('key-again-1', 'stranger', 1))
    expect(await sizes(2)).toEqual([1, 1])
    free()
    expect([await first, await stranger]).toMatchObject([{ kind: 'done' }, { kind: 'done' }])
    expect(await submit(call('key-again-0', 'again', 1))).toMatchObject({ kind: 'done', replayed: true })
  })

  test('an item that shares a name with one before it is decided alone, after the others', async () => {
    const sets: string[][] = []
    const apart: typeof add = {
      ...add,
      load: (tx, calls) => {
        sets.push(calls.map((each) => each.key))
        return add.load(tx, calls)
      },
      apart: (_, { body }) => [body.id],
    }
    const named = (key: string, id: string) => call(`key-apart-${key}`, id, 4)
    const all = [
      named('1', 'apart-a'),
      named('2', 'apart-b'),
      named('3', 'apart-a'),
      named('1', 'apart-a'),
      named('4', 'apart-a'),
    ]
    const outcomes = await act(door, apart, all)
    expect(sets.map((keys) => keys.map((key) => key.slice(-1)).join(''))).toEqual(['1234', '3', '4'])
    expect(outcomes).toMatchObject([
      { kind: 'done', answer: { count: 4 } },
      { kind: 'done', answer: { count: 4 } },
      { kind: 'done', answer: { count: 8 } },
      { kind: 'in_progress' },
      { kind: 'refused' },
    ])
    expect(await entriesOf('apart-a')).toHaveLength(3)
    expect(await act(door, apart, [all[2] ?? named('3', 'apart-a')])).toMatchObject([{ replayed: true }])
  })

  test('two commands racing on one row always leave entries in the order of its changes', async () => {
    const submit = groupCommit(door, add)
    await act(door, add, [call('key-race-000', 'race', 0)])
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        i % 2
          ? submit(call(`key-race-${i}-x`, 'race', 0))
          : act(door, add, [call(`key-race-${i}-y`, 'race', 0)]),
      ),
    )
    const versions = (await entriesOf('race')).map((entry) => JSON.parse(entry.bytes).rows[0].version)
    expect(versions).toEqual(Array.from({ length: 201 }, (_, i) => i + 1))
  })
})

/** A command whose transactions stand still until they are freed, and how many calls each of them took. */
function held() {
  const taken: number[] = []
  let gate = Promise.withResolvers<void>()
  const spy: typeof add = {
    ...add,
    load: async (tx, calls) => {
      taken.push(calls.length)
      await gate.promise
      return add.load(tx, calls)
    },
  }
  const free = () => {
    gate.resolve()
    gate = Promise.withResolvers()
  }
  /** The sizes once there are so many, and a moment after, in which no further one may begin. */
  const sizes = async (count: number) => {
    while (taken.length < count) await sleep(2)
    await sleep(20)
    return [...taken]
  }
  return { sizes, spy, free }
}
