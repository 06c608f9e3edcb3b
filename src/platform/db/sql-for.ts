import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Dialect,
} from 'kysely'

const compileOnly: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}

/**
 * A query builder typed with one module's tables. It builds and never runs: `Transaction.run` does,
 * so that no query can leave its transaction. A foreign module's table does not compile.
 */
export function sqlFor<Tables>(): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: compileOnly })
}
