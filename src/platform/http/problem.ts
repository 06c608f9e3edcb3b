import type { Refusal } from '../../kernel/refusal.ts'
import { fill, type Language } from '../../texts/text.ts'
import { sayShape, type ShapeFault } from '../../texts/shapes.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'

/** A problem as RFC 9457 writes it. A refusal also has its stable code and its way out. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly code?: string
  readonly wayOut?: string
  readonly pointers?: readonly { readonly pointer: string; readonly says: string }[]
  readonly requestNumber: string
}

/** A refusal in the reader's language. */
export function refusalProblem(
  refusal: Refusal,
  status: number,
  language: Language,
  requestNumber: string,
): Problem {
  const { says, wayOut } = sayRefusal(refusal, language)
  const problem = {
    type: `urn:aboveboard:refusal:${refusal.code}`,
    title: says,
    status,
    code: refusal.code,
    wayOut,
    requestNumber,
  }
  return refusal.pointer === undefined
    ? problem
    : { ...problem, pointers: [{ pointer: refusal.pointer, says: problem.title }] }
}

/** A fault of a body or parameter: where, and either our own words or what the schema says. */
export type InvalidIssue = ShapeFault & { readonly path: readonly PropertyKey[]; readonly says?: string }

const invalid = { zh: '提交的内容不符合要求。', en: 'What was sent does not have the right shape.' }
const invalidWayOut = {
  zh: '请按下列各处改正后重新提交；每一项的写法见 /openapi.json。',
  en: 'Correct the places named below and send it again; /openapi.json tells how each is written.',
}

/** A body or parameter of the wrong shape: 400, or 413 and the like, with a pointer to each fault. */
export function invalidProblem(
  issues: readonly InvalidIssue[],
  place: string,
  language: Language,
  requestNumber: string,
  status = 400,
): Problem {
  return {
    type: 'urn:aboveboard:invalid',
    title: fill(invalid, language),
    status,
    wayOut: fill(invalidWayOut, language),
    pointers: issues.slice(0, 50).map((issue) => ({
      pointer: `/${[place, ...issue.path.map(String)].join('/')}`,
      says: issue.says ?? sayShape(issue, language),
    })),
    requestNumber,
  }
}

/** A fault: the reader gets a number to quote, and nothing of the inside. */
export function faultProblem(language: Language, requestNumber: string): Problem {
  const title = { zh: '系统出了问题，已记录。', en: 'Something broke on our side; it has been noted.' }
  return { type: 'urn:aboveboard:fault:500', title: fill(title, language), status: 500, requestNumber }
}
