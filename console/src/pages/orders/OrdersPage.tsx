// Search for an order; what can still be returned stands on its page.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ordersQuery, type Order } from '../../api/orders'
import { useFilter } from '../../parts/address'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { Amount, When } from '../../parts/Words'

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['q', 'from', 'to'] as const)
  const list = useInfiniteQuery(ordersQuery({ ...filter, limit: 50 }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <header className="page-head">
        <h1>{t('orders.title')}</h1>
        <Input.Search aria-label={t('orders.searchLabel')} placeholder={t('orders.search')} allowClear autoFocus defaultValue={filter.q} onSearch={(q) => change({ q: q.trim() })} className="page-search" />
        <Input type="date" aria-label={t('orders.from')} className="page-date" value={filter.from ?? ''} onChange={(event) => change({ from: event.target.value })} />
        <span aria-hidden>–</span>
        <Input type="date" aria-label={t('orders.to')} className="page-date" value={filter.to ?? ''} onChange={(event) => change({ to: event.target.value })} />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      <Rows<Order>
        label={t('orders.title')} items={items} keyOf={(each) => each.order_number} loading={list.isPending}
        empty={<Empty description={<><b>{t('orders.empty')}</b><br />{t('orders.emptyHint')}</>} />}
        columns={[
          { title: t('orders.columns.number'), show: (order) => <Link to={`/orders/${encodeURIComponent(order.order_number)}`}>{order.order_number}</Link> },
          { title: t('orders.columns.customer'), show: (order) => order.customer.name || order.customer.id },
          { title: t('orders.columns.ordered'), show: (order) => <When at={order.ordered_at} /> },
          { title: t('orders.columns.paid'), number: true, show: (order) => <Amount money={order.paid} /> },
          { title: t('orders.columns.status'), show: (order) => name('orderStatus', order.return_status) },
        ]}
      />
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}
