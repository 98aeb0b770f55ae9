// Sends what the warehouse found and shows how the return then stands. What cannot be
// sent is kept, see outbox.ts.
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, client, decide, newKey, type Schemas } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import type { Return } from '../../api/returns'
import { queries } from '../../app/queries'
import { useSession } from '../../app/session'
import { keep, keptOf, sendKept, waitingOf, type Done, type Kept } from './outbox'

export function useBench(ret: Return, said: string) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const owner = useSession().user.id
  return useMutation({
    networkMode: 'always', // without a network it is kept, and not held back
    mutationFn: async (done: Done) => {
      const each = { ...done, key: newKey(), id: ret.id, rma: ret.rma_number, at: new Date().toISOString() }
      try {
        await decide(() => post(each), navigator.onLine ? 3 : 1)
        return true
      } catch (error) {
        if (!asProblem(error).temporary) throw error
        try {
          keep(owner, each)
        } catch {
          throw new Problem(507, { title: t('warehouse.waiting.full') })
        }
        return false
      }
    },
    onSuccess: (sent) => void (sent ? message.success(said) : message.warning(t('warehouse.waiting.kept', { rma: ret.rma_number }))),
  })
}

/** Sends it once more under its key, and remembers how the return then stands. */
async function post({ key, id, rma, what, body }: Kept) {
  const asked = await client.POST(`/v1/returns/{id}/${what}` as '/v1/returns/{id}/inspect', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: body as Schemas['Inspection'] })
  if (asked.data) queries.setQueryData(['return', rma], asked.data)
  else void queries.invalidateQueries({ queryKey: ['return', rma] })
  void queries.invalidateQueries({ queryKey: ['returns'] })
  return asked
}

let sending: Promise<void> | undefined

/** Sends what is kept, if that is not on its way already. */
export function sendNow(owner: string) {
  sending ??= sendKept(owner, (each) => answer(post(each))).finally(() => {
    sending = undefined
  })
  return sending
}

/** How many entries on this device are still to be sent. */
export const countWaiting = (owner: string) => waitingOf(keptOf(owner)).length

/** Sends whenever the network comes back, and now and then, since a server can be away as well. */
export function keepSending(owner: string) {
  const send = () => void (countWaiting(owner) > 0 && sendNow(owner))
  send()
  addEventListener('online', send)
  const timer = setInterval(send, 15_000)
  return () => {
    removeEventListener('online', send)
    clearInterval(timer)
  }
}
