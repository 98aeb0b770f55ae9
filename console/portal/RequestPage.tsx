// Asking for a return, in two steps: what comes back and why, then all of it
// once more with the amount, to be confirmed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { open, orderQuery, preview, type Order, type Request } from '../src/api/orders'
import { reasonsQuery } from '../src/api/returns'
import { useFormat } from '../src/parts/format'
import { Waiting } from './App'
import { Notice } from './Notice'
import { PhotoPicker } from './PhotoPicker'
import { go } from './place'
import { RequestLine } from './RequestLine'
import { requestOf, type Entered, type EnteredLine } from './request'
import { Summary } from './Summary'

export function RequestPage({ number }: { number: string }) {
  const { t } = useTranslation('portal')
  const { data: order, error, refetch } = useQuery(orderQuery(number))
  if (error && !order) return <><Notice error={error} again={() => void refetch()} /><button type="button" onClick={() => go('')}>{t('back')}</button></>
  return order ? <Asking order={order} /> : <Waiting />
}

function Asking({ order }: { order: Order }) {
  const { t } = useTranslation('portal')
  const { day } = useFormat()
  const queries = useQueryClient()
  const { data: reasons } = useQuery(reasonsQuery)
  const [entered, setEntered] = useState<Entered>({ lines: {}, method: 'pickup', photos: [], contact: order.customer.name, phone: order.customer.phone })
  const [checked, setChecked] = useState<Request>()
  const set = (change: Partial<Entered>) => setEntered((before) => ({ ...before, ...change }))
  const setLine = (line: number, change: Partial<EnteredLine>) =>
    setEntered((before) => ({ ...before, lines: { ...before.lines, [line]: { ...before.lines[line], ...change } } }))
  const judging = useMutation({ mutationFn: (asked: Request) => preview(asked), onSuccess: (_, asked) => { setChecked(asked); scrollTo(0, 0) } })
  const sending = useMutation({
    mutationFn: open,
    onSuccess: (ret) => {
      queries.setQueryData(['return', ret.rma_number], ret)
      void queries.invalidateQueries({ queryKey: ['order'] })
      go(`returns/${ret.rma_number}/sent`, { replace: true })
    },
  })
  const request = requestOf(order, entered)
  const check = (event: FormEvent) => {
    event.preventDefault()
    if (request) judging.mutate(request)
  }
  if (checked && judging.data) {
    return <Summary order={order} request={checked} seen={judging.data} sending={sending.isPending} error={sending.error} send={() => sending.mutate(checked)} back={() => { setChecked(undefined); sending.reset() }} />
  }
  const possible = order.lines.filter((line) => line.returnable_quantity > 0)
  const others = order.lines.filter((line) => line.returnable_quantity === 0)
  return (
    <>
      <button type="button" className="quiet back" onClick={() => go('')}>‹ {t('mine.orders')}</button>
      <h1>{t('order.title', { number: order.order_number })}</h1>
      <p className="soft">{t('order.ordered', { day: day(order.ordered_at) })}</p>
      {possible.length === 0 ? <p className="notice mild">{t('order.nothing')}</p> : <p>{t('order.choose')}</p>}
      <form onSubmit={check}>
        {possible.map((line) => (
          <RequestLine key={line.line_no} line={line} entered={entered.lines[line.line_no]} change={(to) => setLine(line.line_no, to)} reasons={reasons?.items ?? []} />
        ))}
        {others.length > 0 && (
          <ul className="soft">{others.map((line) => <li key={line.line_no}>{line.description}: {t(line.reserved_quantity > 0 ? 'order.under' : 'order.back')}</li>)}</ul>
        )}
        {request && (
          <>
            <fieldset>
              <legend>{t('request.photos')}</legend>
              <p className="soft">{t('request.photosWhy')}</p>
              <PhotoPicker ids={entered.photos} change={(update) => setEntered((before) => ({ ...before, photos: update(before.photos) }))} />
            </fieldset>
            <fieldset>
              <legend>{t('request.method')}</legend>
              {(['pickup', 'drop_off'] as const).map((method) => (
                <label key={method} className="choice"><input type="radio" name="method" checked={entered.method === method} onChange={() => set({ method })} /> {t(`request.${method}`)}</label>
              ))}
              {entered.method === 'pickup' && (
                <div className="stack">
                  <label>{t('request.address')}<textarea required maxLength={500} rows={2} autoComplete="street-address" value={entered.address ?? ''} onChange={(event) => set({ address: event.target.value })} /></label>
                  <label>{t('request.phone')}<input type="tel" maxLength={50} autoComplete="tel" value={entered.phone ?? ''} onChange={(event) => set({ phone: event.target.value })} /></label>
                </div>
              )}
            </fieldset>
            <Notice error={judging.error} />
            <button type="submit" className="main" disabled={judging.isPending}>{judging.isPending ? t('waiting') : t('request.check')}</button>
          </>
        )}
      </form>
    </>
  )
}
