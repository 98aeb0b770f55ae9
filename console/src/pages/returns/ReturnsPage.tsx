// All returns, by what stands in the address.
import { Empty, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { returnsPage, type Return, type ReturnFilter } from '../../api/returns'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { momentWidth, rmaWidth, type Column } from '../../parts/Rows'
import { SavedViews } from '../../parts/SavedViews'
import { Amount, Deadline, StatusTag, When } from '../../parts/Words'
import { FilterTags } from './FilterTags'
import names from '../../locales/en/names'

const statuses = Object.keys(names.status) as Return['status'][]

const size = 100

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['q', 'status', 'customer', 'order', 'reason', 'sku', 'from', 'to', 'waiting_for'] as const)
  const { status, waiting_for, ...rest } = filter
  const asked: ReturnFilter = {
    limit: size, ...rest, ...(status && { status: status.split(',') as Return['status'][] }), ...(waiting_for && { waiting_for: waiting_for as ReturnFilter['waiting_for'] }),
  }
  const columns = useColumns()
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
      <LongRows<Return>
        key={JSON.stringify(filter)} label={t('returns.title')} ask={returnsPage(asked)} size={size} columns={columns}
        empty={<Empty description={<><b>{t('returns.empty')}</b><br />{t('returns.emptyHint')}</>} />}
      />
    </>
  )
}

function useColumns(): Column<Return>[] {
  const { t } = useTranslation()
  const name = useName()
  return [
    { title: t('returns.columns.rma'), width: rmaWidth, show: (ret) => <Link className="rma" to={`/returns/${ret.rma_number}`}>{ret.rma_number}</Link> },
    { title: t('returns.columns.status'), width: 132, show: (ret) => <StatusTag status={ret.status} /> },
    { title: t('returns.columns.order'), width: 104, show: (ret) => <Link to={`/orders/${encodeURIComponent(ret.order_number)}`}>{ret.order_number}</Link> },
    { title: t('returns.columns.customer'), width: 114, show: (ret) => ret.customer_name || ret.customer_id },
    { title: t('returns.columns.refund'), width: 86, number: true, show: (ret) => <Amount money={ret.refund.total} /> },
    { title: t('returns.columns.opened'), width: momentWidth, show: (ret) => <When at={ret.opened_at} /> },
    { title: t('returns.columns.waiting'), width: 90, show: (ret) => ret.waiting_for && name('role', ret.waiting_for) },
    { title: t('returns.columns.deadline'), width: 150, show: (ret) => ret.deadline && <Deadline at={ret.deadline} then={ret.then} /> },
  ]
}
