// The way of the goods: pickups to book, parcels under way, attempts that failed
// and parcels nobody has heard of.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Empty, Input, Segmented, Tag } from 'antd'
import { Fragment, lazy, Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { returnsPage, returnsQuery, type Action, type Return, type ReturnFilter } from '../../api/returns'
import { useFilter } from '../../parts/address'
import { useFormat } from '../../parts/format'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { rmaWidth, Rows, type Column } from '../../parts/Rows'
import { Deadline, StatusTag } from '../../parts/Words'
import { statuses, troubled, views, type View } from './views'

const size = 100

// With its calendar it is as large as the rest of the page, and nobody needs it at once.
const ActionDialog = lazy(async () => ({ default: (await import('../returns/ActionDialog')).ActionDialog }))

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const [filter, change] = useFilter(['view', 'q'] as const)
  const view: View = views.find((each) => each === filter.view) ?? 'book'
  const queries = useQueryClient()
  const asked: ReturnFilter = { status: statuses[view], q: filter.q, sort: 'deadline', limit: size }
  const empty = <Empty description={<><b>{t(`logistics.empty.${view}`)}</b><br />{t('logistics.emptyHint')}</>} />
  const [doing, setDoing] = useState<{ ret: Return; action: Action }>()
  const columns: Column<Return>[] = [
    { title: t('returns.columns.rma'), width: rmaWidth, show: (ret) => <><Link className="rma" to={`/returns/${ret.rma_number}`}>{ret.rma_number}</Link><br /><StatusTag status={ret.status} /></> },
    { title: t('returns.columns.customer'), show: (ret) => <Whence ret={ret} /> },
    { title: t('returns.sections.parcels'), width: 320, show: (ret) => <><Parcels ret={ret} all={view === 'trouble'} />{ret.attention && <div className="warn" title={ret.attention}>{ret.attention}</div>}</> },
    { title: t('returns.columns.deadline'), width: 150, show: (ret) => ret.deadline && <Deadline at={ret.deadline} then={ret.then} /> },
    {
      title: t('logistics.do'), width: 150,
      show: (ret) => (
        <div className="long-buttons">
          {(['schedule_pickup', 'carrier_event'] as const).filter((action) => ret.allowed_actions.includes(action)).map((action) => (
            <Button key={action} size="small" aria-label={`${name('action', action)} ${ret.rma_number}`} onClick={() => setDoing({ ret, action })}>{name('action', action)}</Button>
          ))}
        </div>
      ),
    },
  ]
  return (
    <>
      <header className="page-head">
        <h1>{t('logistics.title')}</h1>
        <Segmented value={view} onChange={(chosen) => change({ view: chosen })} options={views.map((value) => ({ value, label: t(`logistics.views.${value}`) }))} />
        <Input.Search aria-label={t('returns.searchLabel')} placeholder={t('returns.search')} allowClear defaultValue={filter.q} onSearch={(q) => change({ q: q.trim() })} className="page-search" />
      </header>
      {view === 'trouble'
        ? <Troubled asked={asked} columns={columns} empty={empty} />
        : <LongRows<Return> key={JSON.stringify(asked)} label={t('logistics.title')} ask={returnsPage(asked)} size={size} lines={3} columns={columns} empty={empty} />}
      <Suspense>{doing && <ActionDialog ret={doing.ret} action={doing.action} close={() => setDoing(undefined)} refresh={() => void queries.invalidateQueries({ queryKey: ['returns'] })} />}</Suspense>
    </>
  )
}

/** What somebody has to look at, picked out here, as the API knows no filter for it. It looks further when asked: by itself it could ask for all that is under way. */
function Troubled({ asked, columns, empty }: { asked: ReturnFilter; columns: Column<Return>[]; empty: ReactNode }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(returnsQuery(asked))
  const items = list.data?.pages.flatMap((page) => page.items).filter(troubled) ?? []
  return (
    <>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && <Rows<Return> label={t('logistics.title')} items={items} keyOf={(ret) => ret.id} loading={list.isPending} columns={columns} empty={list.hasNextPage ? null : empty} />}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}

/** Where it is fetched, and when the customer wants it to be. */
function Whence({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const { pickup } = ret
  return (
    <>
      {ret.customer_name || ret.customer_id}
      {pickup && <div className="secondary" title={`${pickup.address} ${pickup.phone}`}>{pickup.address} {pickup.phone}</div>}
      {pickup?.window_start && pickup.window_end && <div className="secondary">{t('returns.window', { from: moment(pickup.window_start), to: moment(pickup.window_end) })}</div>}
    </>
  )
}

/** The parcels of a return, newest first; only that one where rows are of one height, and how many came before. */
function Parcels({ ret, all }: { ret: Return; all: boolean }) {
  const { t } = useTranslation()
  const name = useName()
  const { moment } = useFormat()
  const parcels = ret.shipments.toSorted((a, b) => b.seq - a.seq)
  const earlier = all ? 0 : parcels.length - 1
  return (all ? parcels : parcels.slice(0, 1)).map((parcel) => (
    <Fragment key={parcel.seq}>
      <div title={`${parcel.carrier} ${parcel.tracking_number}`}>
        <Tag className={`tone tone-${troubles(parcel.state) ? 'ended' : 'moves'}`}>{name('logistics', parcel.state)}</Tag>{' '}
        {parcel.attempts > 0 && <span className="warn">{t('returns.attempts', { count: parcel.attempts })} </span>}
        {parcel.carrier} <code>{parcel.tracking_number}</code>
      </div>
      <div className="secondary">
        {parcel.label_url && <><a href={parcel.label_url} target="_blank" rel="noreferrer">{t('logistics.label')}</a> </>}
        {earlier > 0 && <><Link to={`/returns/${ret.rma_number}`}>{t('logistics.earlier', { count: earlier })}</Link> </>}
        {parcel.window_start && parcel.window_end && t('returns.window', { from: moment(parcel.window_start), to: moment(parcel.window_end) })}
      </div>
    </Fragment>
  ))
}

const troubles = (state: string) => ['failed_attempt', 'silent', 'lost', 'refused'].includes(state)
