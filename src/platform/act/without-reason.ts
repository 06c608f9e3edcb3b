/**
 * The operations whose entry needs no reason, each with the cause. Every other one gives a reason with its
 * answer: the compiler asks for it, and the door refuses to go on without.
 */
export const withoutReason: Readonly<Record<string, string>> = {
  'access.set_language': 'the language in which somebody reads is a taste of theirs',
  'access.set_password': 'a password of one’s own is changed for reasons that nobody else is to know',
  'requests.create_draft': 'a draft is asked of nobody; what it is for is stated when it is submitted',
  'requests.save_draft': 'a draft is asked of nobody; what it is for is stated when it is submitted',
  'requests.comment': 'a comment is what its author has to say; the entry holds a commitment to its text',
  'requests.record_download': 'somebody looked; nothing is changed, and a look is noted and not asked about',
  'jobs.cancel': 'long work is stopped by whoever began it; nothing of the business changes',
  'audit.verify': 'the log is looked at; nothing is changed, and nobody has to say why they check',
  'demo.begin': 'the sample company says of itself where it stands',
  'demo.done': 'the sample company says of itself where it stands',
}
