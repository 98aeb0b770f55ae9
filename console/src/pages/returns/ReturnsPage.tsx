// All returns, by what stands in the address.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { returnsQuery, type Return, type ReturnFilter } from '../../api/returns'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { SavedViews } from '../../parts/SavedViews'
import { Amount, Deadline, StatusTag, When } from '../../parts/Words'
import { FilterTags } from './FilterTags'
import names from '../../locales/en/names'

const statuses = Object.keys(names.status) as Return['status'][]

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['q', 'status', 'customer', 'order', 'reason', 'sku', 'from', 'to'] as const)
  const asked: ReturnFilter = {
    limit: 50, q: filter.q, customer: filter.customer, order: filter.order, reason: filter.reason, sku: filter.sku, from: filter.from, to: filter.to,
    ...(filter.status && { status: filter.status.split(',') as Return['status'][] }),
  }
  const list = useInfiniteQuery(returnsQuery(asked))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <header className="page-head">
        <h1>{t('returns.title')}</h1>
        <Input.Search aria-label={t('returns.searchLabel')} placeholder={t('returns.search')} allowClear defaultValue={filter.q} onSearch={(q) => change({ q: q.trim() })} className="page-search" />
        <Select
          mode="multiple" aria-label={t('returns.status')} placeholder={t('returns.anyStatus')} className="page-select" maxTagCount="responsive" allowClear
          value={filter.status?.split(',') ?? []} onChange={(chosen: string[]) => change({ status: chosen.join(',') })}
          options={statuses.map((value) => ({ value, label: name('status', value) }))}
        />
        <SavedViews page="returns" />
        <span className="grow" />
        <Download path="/v1/returns" filter={filter} />
      </header>
      <FilterTags filter={filter} change={change} />
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      <Rows<Return>
        label={t('returns.title')} items={items} keyOf={(each) => each.id} loading={list.isPending}
        empty={<Empty description={<><b>{t('returns.empty')}</b><br />{t('returns.emptyHint')}</>} />}
        columns={[
          { title: t('returns.columns.rma'), show: (ret) => <Link className="rma" to={`/returns/${ret.rma_number}`}>{ret.rma_number}</Link> },
          { title: t('returns.columns.status'), show: (ret) => <StatusTag status={ret.status} /> },
          { title: t('returns.columns.order'), show: (ret) => <Link to={`/orders/${encodeURIComponent(ret.order_number)}`}>{ret.order_number}</Link> },
          { title: t('returns.columns.customer'), show: (ret) => ret.customer_name || ret.customer_id },
          { title: t('returns.columns.refund'), number: true, show: (ret) => <Amount money={ret.refund.total} /> },
          { title: t('returns.columns.opened'), show: (ret) => <When at={ret.opened_at} /> },
          { title: t('returns.columns.waiting'), show: (ret) => ret.waiting_for && name('role', ret.waiting_for) },
          { title: t('returns.columns.deadline'), show: (ret) => ret.deadline && <Deadline at={ret.deadline} then={ret.then} /> },
        ]}
      />
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}
