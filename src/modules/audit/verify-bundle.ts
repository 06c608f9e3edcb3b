import { verifyBundle, type BundleVerification, type Trusted } from '../../kernel/bundle-verifier.ts'
import type { Finding } from '../../kernel/finding.ts'
import { parseNoteKey } from '../../kernel/note.ts'
import { platformSha256, verifySignature } from './signing.ts'

/** What the reader of a bundle holds from elsewhere, as texts. */
export type HeldTexts = { readonly key: string | undefined; readonly checkpoints: readonly string[] }

/** The digest of a file that travels beside the bundle; undefined when it did not come along. */
export type DigestOf = (name: string) => Promise<string | undefined>

/**
 * Verifies a bundle and the files beside it; `absent` counts files that did not come along. Opens no socket
 * and no database.
 */
export async function verifyBundleOffline(
  text: string,
  held: HeldTexts,
  digestOf: DigestOf,
): Promise<BundleVerification & { readonly absent: number }> {
  const key = held.key === undefined ? undefined : parseNoteKey(held.key, platformSha256)
  const trusted: Trusted = {
    ...(key ? { key } : {}),
    checkpoints: held.checkpoints,
  }
  const found = await verifyBundle(text, { sha256: platformSha256, verifySignature }, trusted)
  const files = await checkFiles(found, digestOf)
  const findings = [...found.verification.findings, ...files.findings]
  const ok = found.verification.ok && files.findings.length === 0
  return { ...found, verification: { ...found.verification, ok, findings }, absent: files.absent }
}

/** A file that stayed behind is no finding: its digest is proved, only its content cannot be shown here. */
async function checkFiles(
  found: BundleVerification,
  digestOf: DigestOf,
): Promise<{ findings: Finding[]; absent: number }> {
  const findings: Finding[] = []
  let absent = 0
  for (const { name, sha256 } of found.files) {
    const digest = await digestOf(name)
    if (digest === undefined) absent += 1
    else if (digest !== sha256) findings.push({ kind: 'edited', table: 'bundle.file', row: name })
  }
  return { findings, absent }
}
