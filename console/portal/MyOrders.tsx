// Where a customer begins: returns that are under way, then orders.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ordersQuery } from '../src/api/orders'
import { returnsQuery } from '../src/api/returns'
import { useFormat } from '../src/parts/format'
import { Notice } from './Notice'
import { go } from './place'
import { stageOf } from './stage'
import { Waiting } from './App'

export function MyOrders() {
  const { t } = useTranslation('portal')
  const { day, money } = useFormat()
  const returns = useInfiniteQuery(returnsQuery({ limit: 20 }))
  const orders = useInfiniteQuery(ordersQuery({ limit: 20 }))
  const mine = returns.data?.pages.flatMap((page) => page.items) ?? []
  const bought = orders.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Notice error={returns.error ?? orders.error} again={() => { void returns.refetch(); void orders.refetch() }} />
      {mine.length > 0 && (
        <section>
          <h1>{t('mine.returns')}</h1>
          <ul className="cards">
            {mine.map((ret) => (
              <li key={ret.id}>
                <button type="button" className="card" onClick={() => go(`returns/${ret.rma_number}`)}>
                  <b>{ret.lines.map((line) => `${line.quantity} × ${line.description}`).join(', ')}</b>
                  <span className={`stage ${stageOf(ret).tone}`}>{t(`stage.${stageOf(ret).name}`)}</span>
                  <span className="soft">{ret.rma_number} · {day(ret.opened_at)}</span>
                </button>
              </li>
            ))}
          </ul>
          {returns.hasNextPage && <button type="button" onClick={() => void returns.fetchNextPage()}>{t('more')}</button>}
        </section>
      )}
      <section>
        {mine.length > 0 ? <h2>{t('mine.orders')}</h2> : <h1>{t('mine.orders')}</h1>}
        {orders.isPending && <Waiting />}
        {orders.data && bought.length === 0 && <p className="soft">{t('mine.none')}</p>}
        <ul className="cards">
          {bought.map((order) => (
            <li key={order.order_number}>
              <button type="button" className="card" onClick={() => go(`orders/${order.order_number}`)}>
                <b>{t('order.title', { number: order.order_number })}</b>
                <span className="soft">{day(order.ordered_at)} · {money(order.paid)}</span>
              </button>
            </li>
          ))}
        </ul>
        {orders.hasNextPage && <button type="button" onClick={() => void orders.fetchNextPage()}>{t('more')}</button>}
      </section>
    </>
  )
}
