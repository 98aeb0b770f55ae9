// Goods that came late or were not announced. A reviewer says what becomes of
// those that nobody has decided about.
import { Button, Empty, Input, Segmented, Tag } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { straysPage, type Stray } from '../../api/strays'
import { useMay } from '../../app/session'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/strays'
import zh from '../../locales/zh-CN/strays'
import { useFilter } from '../../parts/address'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { momentWidth } from '../../parts/Rows'
import { StatusTag, When } from '../../parts/Words'

const DecideDialog = lazy(async () => ({ default: (await import('./DecideDialog')).DecideDialog }))

addTexts('strays', { en, 'zh-CN': zh })
const views = ['open', 'decided', 'all'] as const
const size = 100

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const mayDecide = useMay('decideStray')
  const [filter, change] = useFilter(['view', 'return'] as const)
  const view = views.find((each) => each === filter.view) ?? 'open'
  const asked = { limit: size, ...(view !== 'all' && { status: view }), ...(filter.return && { return: filter.return }) }
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
      <LongRows<Stray>
        key={JSON.stringify(asked)} label={t('strays.title')} ask={straysPage(asked)} size={size} lines={2}
        empty={<Empty description={<><b>{t('strays.empty')}</b><br />{t('strays.emptyHint')}</>} />}
        columns={[
          { title: t('strays.columns.goods'), width: 220, show: (stray) => <><b>{stray.quantity} × {stray.sku}</b>{stray.note && <div className="secondary" title={stray.note}>“{stray.note}”</div>}</> },
          { title: t('returns.columns.rma'), width: 180, show: (stray) => <><Link className="rma" to={`/returns/${stray.rma_number}`}>{stray.rma_number}</Link><br /><StatusTag status={stray.return_status} /></> },
          { title: t('returns.columns.order'), width: 130, show: (stray) => <Link to={`/orders/${encodeURIComponent(stray.order_number)}`}>{stray.order_number}</Link> },
          { title: t('strays.columns.came'), width: momentWidth, show: (stray) => <When at={stray.at} /> },
          { title: t('strays.columns.state'), show: (stray) => stray.status === 'open' ? <Tag className="tone tone-waits">{t('strays.waits')}</Tag> : became(stray) },
          { title: t('strays.columns.decide'), width: 150, show: (stray) => mayDecide && stray.status === 'open' && <Button size="small" aria-label={`${t('strays.decide')} ${stray.sku}`} onClick={() => setShown(stray)}>{t('strays.decide')}</Button> },
        ]}
      />
      <Suspense>{shown && <DecideDialog stray={shown} close={() => setShown(undefined)} />}</Suspense>
    </>
  )
}
