import type { Answer } from '../../shell/api.ts'

/** One comment on a request. */
export type Comment = NonNullable<Answer<'requestDetail'>['talk']>['comments'][number]

/** A first comment with its answers, oldest first. */
export type Thread = { readonly first: Comment; readonly answers: readonly Comment[] }

/** Comments in threads, in the order in which the threads began. */
export function threadsOf(comments: readonly Comment[]): Thread[] {
  return comments
    .filter(({ replyTo }) => replyTo === undefined)
    .map((first) => ({ first, answers: comments.filter(({ replyTo }) => replyTo === first.commentId) }))
}

/** A choice of several with one turned over. */
export function toggled(chosen: readonly string[], id: string): readonly string[] {
  return chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]
}
