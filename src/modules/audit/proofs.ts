import { consistencyProof, inclusionProof, type NodeReader } from '../../kernel/merkle-tree.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { platformSha256 } from './signing.ts'
import { loadNodes } from './store-log.ts'

/**
 * Reads the nodes that `prove` asks for in one query, however many proofs it makes: it is run once to ask.
 */
async function withNodes<T>(tx: Transaction, prove: (node: NodeReader) => Promise<T>): Promise<T> {
  const wanted = new Map<string, { level: number; index: number }>()
  await prove((level, index) => {
    wanted.set(`${level}/${index}`, { level, index })
    return nothing
  })
  const nodes = await loadNodes(tx, [...wanted.values()])
  return prove((level, index) => {
    const node = nodes.get(`${level}/${index}`)
    if (!node) throw new Error(`the stored tree lacks node ${level}/${index}`)
    return node
  })
}

const nothing = new Uint8Array(32)

/** The path from entry `number` to the root of the first `size` entries; reads some forty rows. */
export async function pathOf(tx: Transaction, number: number, size: number): Promise<Uint8Array[]> {
  return withNodes(tx, (node) => inclusionProof(number, size, node, platformSha256))
}

/** Paths of many entries, in their order. */
export async function pathsOf(
  tx: Transaction,
  numbers: readonly number[],
  size: number,
): Promise<Uint8Array[][]> {
  return withNodes(tx, async (node) => {
    const paths: Uint8Array[][] = []
    for (const number of numbers) paths.push(await inclusionProof(number, size, node, platformSha256))
    return paths
  })
}

/** Proofs that the tree of `size` continues each of the smaller ones. */
export async function continuations(
  tx: Transaction,
  sizes: readonly number[],
  size: number,
): Promise<Uint8Array[][]> {
  return withNodes(tx, async (node) => {
    const paths: Uint8Array[][] = []
    for (const old of sizes) paths.push(await consistencyProof(old, size, node, platformSha256))
    return paths
  })
}
