// Goods that came late or were not announced. A reviewer says what becomes of
// those that nobody has decided about.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty, Input, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { straysQuery, type Stray } from '../../api/strays'
import { useMay } from '../../app/session'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/strays'
import zh from '../../locales/zh-CN/strays'
import { useFilter } from '../../parts/address'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { StatusTag, When } from '../../parts/Words'
import { DecideDialog } from './DecideDialog'

addTexts('strays', { en, 'zh-CN': zh })
const views = ['open', 'decided', 'all'] as const

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const mayDecide = useMay('decideStray')
  const [filter, change] = useFilter(['view', 'return'] as const)
  const view = views.find((each) => each === filter.view) ?? 'open'
  const list = useInfiniteQuery(straysQuery({ ...(view !== 'all' && { status: view }), ...(filter.return && { return: filter.return }) }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const [shown, setShown] = useState<Stray>()
  const became = ({ status, disposition, new_return_id: other }: Stray) => {
    if (status === 'new_return' && other) return <Link to={`/returns/${other}`}>{t('strays.inNewReturn')}</Link>
    return disposition && name('disposition', disposition)
  }
  return (
    <>
      <header className="page-head">
        <h1>{t('strays.title')}</h1>
        <Segmented aria-label={t('strays.columns.state')} value={view} onChange={(chosen) => change({ view: chosen })} options={views.map((value) => ({ value, label: t(`strays.views.${value}`) }))} />
        <Input.Search key={filter.return ?? ''} aria-label={t('strays.searchLabel')} placeholder={t('strays.search')} allowClear defaultValue={filter.return} onSearch={(rma) => change({ return: rma.trim() })} className="page-search" />
      </header>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<Stray>
          label={t('strays.title')} items={items} keyOf={(stray) => stray.id} loading={list.isPending}
          empty={<Empty description={<><b>{t('strays.empty')}</b><br />{t('strays.emptyHint')}</>} />}
          columns={[
            { title: t('strays.columns.goods'), show: (stray) => <><b>{stray.quantity} × {stray.sku}</b>{stray.note && <div className="secondary">“{stray.note}”</div>}</> },
            { title: t('returns.columns.rma'), show: (stray) => <><Link className="rma" to={`/returns/${stray.rma_number}`}>{stray.rma_number}</Link> <StatusTag status={stray.return_status} /></> },
            { title: t('returns.columns.order'), show: (stray) => <Link to={`/orders/${encodeURIComponent(stray.order_number)}`}>{stray.order_number}</Link> },
            { title: t('strays.columns.came'), show: (stray) => <When at={stray.at} /> },
            { title: t('strays.columns.state'), show: (stray) => stray.status === 'open' ? <Tag className="tone tone-waits">{t('strays.waits')}</Tag> : became(stray) },
            { title: t('strays.columns.decide'), show: (stray) => mayDecide && stray.status === 'open' && <Button size="small" aria-label={`${t('strays.decide')} ${stray.sku}`} onClick={() => setShown(stray)}>{t('strays.decide')}</Button> },
          ]}
        />
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
      {shown && <DecideDialog stray={shown} close={() => setShown(undefined)} />}
    </>
  )
}
