import { describe, expect, test } from 'vitest'
import { threadsOf, toggled, type Comment } from './threads.ts'

function comment(commentId: string, replyTo?: string): Comment {
  return {
    commentId,
    author: { id: 'per_000000', name: '王磊' },
    text: commentId,
    mentions: [],
    when: { at: '2026-11-25T01:00:00.000Z', text: '11-25 09:00', ago: '刚刚' },
    ...(replyTo === undefined ? {} : { replyTo }),
  }
}

describe('the threads of a request', () => {
  test('begin with what answers nothing, and keep their answers in order', () => {
    const all = [comment('a'), comment('b'), comment('a1', 'a'), comment('b1', 'b'), comment('a2', 'a')]
    const ids = threadsOf(all).map(({ first, answers }) => [first, ...answers].map((each) => each.commentId))
    expect(ids).toEqual([
      ['a', 'a1', 'a2'],
      ['b', 'b1'],
    ])
  })

  test('mention each colleague once', () => {
    expect(toggled(toggled(toggled([], 'x'), 'y'), 'x')).toEqual(['y'])
  })
})
