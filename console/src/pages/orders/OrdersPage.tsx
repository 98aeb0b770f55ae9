// Search for an order; what can still be returned stands on its page.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Empty, Input } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ordersPage, type Order } from '../../api/orders'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import type { Page as PageOf } from '../../parts/pages'
import type { Column } from '../../parts/Rows'
import { Amount, When } from '../../parts/Words'
import './texts'

const size = 100
const ReturnOrders = lazy(() => import('../batches/ReturnOrders'))

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['q', 'from', 'to'] as const)
  const asked = { ...filter, limit: size }
  const queries = useQueryClient()
  const mayBatch = useMay('createBatch')
  const [chosen, setChosen] = useState<string[]>([])
  const [returning, setReturning] = useState(false)
  const toggle = (number: string) => setChosen((before) => (before.includes(number) ? before.filter((each) => each !== number) : [...before, number]))
  const chooseAll = () => {
    const loaded = queries.getQueriesData<PageOf<Order>>({ queryKey: ['orders', 'page', asked] }).flatMap(([, page]) => page?.items ?? [])
    setChosen([...new Set([...chosen, ...loaded.map((order) => order.order_number)])])
  }
  const boxes: Column<Order>[] = mayBatch ? [{
    title: t('orders.several.column'), unseen: true, width: 36,
    show: ({ order_number: number }) => <Checkbox aria-label={t('orders.several.choose', { number })} checked={chosen.includes(number)} onChange={() => toggle(number)} />,
  }] : []
  return (
    <>
      <header className="page-head">
        <h1>{t('orders.title')}</h1>
        <Input.Search aria-label={t('orders.searchLabel')} placeholder={t('orders.search')} allowClear autoFocus defaultValue={filter.q} onSearch={(q) => change({ q: q.trim() })} className="page-search" />
        <Input type="date" aria-label={t('orders.from')} className="page-date" value={filter.from ?? ''} onChange={(event) => change({ from: event.target.value })} />
        <span aria-hidden>–</span>
        <Input type="date" aria-label={t('orders.to')} className="page-date" value={filter.to ?? ''} onChange={(event) => change({ to: event.target.value })} />
      </header>
      {mayBatch && (
        <div className="page-head">
          <Button size="small" onClick={chooseAll}>{t('orders.several.choosePage')}</Button>
          {chosen.length > 0 && (
            <>
              <span role="status">{t('orders.several.chosen', { count: chosen.length })}</span>
              <Button size="small" type="primary" onClick={() => setReturning(true)}>{t('orders.several.open')}</Button>
              <Button size="small" type="text" onClick={() => setChosen([])}>{t('orders.several.none')}</Button>
            </>
          )}
        </div>
      )}
      <LongRows<Order>
        key={JSON.stringify(filter)} label={t('orders.title')} ask={ordersPage(asked)} size={size}
        empty={<Empty description={<><b>{t('orders.empty')}</b><br />{t('orders.emptyHint')}</>} />}
        columns={[
          ...boxes,
          { title: t('orders.columns.number'), width: 200, show: (order) => <Link to={`/orders/${encodeURIComponent(order.order_number)}`}>{order.order_number}</Link> },
          { title: t('orders.columns.customer'), show: (order) => order.customer.name || order.customer.id },
          { title: t('orders.columns.ordered'), width: 170, show: (order) => <When at={order.ordered_at} /> },
          { title: t('orders.columns.paid'), width: 140, number: true, show: (order) => <Amount money={order.paid} /> },
          { title: t('orders.columns.status'), width: 180, show: (order) => name('orderStatus', order.return_status) },
        ]}
      />
      {returning && <Suspense fallback={null}><ReturnOrders numbers={chosen} close={() => setReturning(false)} /></Suspense>}
    </>
  )
}
