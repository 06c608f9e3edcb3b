import { useState } from 'react'
import { webSetTexts } from '../../../src/texts/web-sets.ts'
import { isAnswered, problemOf } from '../../shell/api.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { useTexts } from '../../shell/text.ts'
import { askAgain } from './send-payment.ts'

/**
 * Sends a set. Its key stays while nobody answered, so that pressing again goes on where it broke off; what
 * was answered with a "no" is sent anew under another.
 */
export function useSendSet<Answer>(send: (key: string) => Promise<Answer>, onRefused?: () => void) {
  const say = useTexts(webSetTexts)
  const [key, setKey] = useState<string>(() => crypto.randomUUID())
  const [answer, setAnswer] = useState<Answer>()
  const [isBusy, setBusy] = useState(false)
  const go = async () => {
    if (isBusy) return
    setBusy(true)
    try {
      setAnswer(await send(key))
    } catch (error) {
      const problem = problemOf(error)
      if (isAnswered(problem)) {
        setKey(crypto.randomUUID())
        tellProblem(problem, say('set.failed'))
        onRefused?.()
      } else {
        tell({ tone: 'problem', text: say('set.unheard') })
      }
    } finally {
      setBusy(false)
      await askAgain()
    }
  }
  return { answer, isBusy, go }
}
