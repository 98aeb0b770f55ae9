// How much of what is where, and every movement that led there.
import { Button, Input, Segmented } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/session'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/stock'
import zh from '../../locales/zh-CN/stock'
import { useFilter } from '../../parts/address'
import { Download } from '../../parts/Download'
import type { Wanted } from './AdjustDialog'
import { Levels } from './Levels'
import { Movements } from './Movements'

addTexts('stock', { en, 'zh-CN': zh })
const AdjustDialog = lazy(async () => ({ default: (await import('./AdjustDialog')).AdjustDialog }))
const views = ['levels', 'movements'] as const

export function Page() {
  const { t } = useTranslation()
  const mayAdjust = useMay('adjustStock')
  const [{ view: named, ...filter }, change] = useFilter(['view', 'sku', 'return'] as const)
  const [wanted, setWanted] = useState<Wanted>()
  const view = views.find((each) => each === named) ?? 'levels'
  const moves = view === 'movements'
  return (
    <>
      <header className="page-head">
        <h1>{t('stock.title')}</h1>
        <Segmented aria-label={t('stock.title')} value={view} onChange={(chosen) => change({ view: chosen })} options={views.map((value) => ({ value, label: t(`stock.views.${value}`) }))} />
        <Input.Search key={`sku ${filter.sku ?? ''}`} aria-label={t('stock.searchLabel')} placeholder={t('stock.searchSku')} allowClear defaultValue={filter.sku} onSearch={(sku) => change({ sku: sku.trim() })} className="page-search" />
        {moves && <Input.Search key={`return ${filter.return ?? ''}`} aria-label={t('stock.returnLabel')} placeholder={t('stock.searchReturn')} allowClear defaultValue={filter.return} onSearch={(rma) => change({ return: rma.trim() })} className="page-search" />}
        <span className="grow" />
        <Download path={moves ? '/v1/stock/movements' : '/v1/stock'} filter={moves ? filter : { sku: filter.sku }} />
        {mayAdjust && <Button type="primary" onClick={() => setWanted({ sku: filter.sku })}>{t('stock.adjust.open')}</Button>}
      </header>
      {moves
        ? <Movements filter={filter} clear={() => change({ sku: undefined, return: undefined })} />
        : <Levels sku={filter.sku} showMoves={(sku) => change({ view: 'movements', sku, return: undefined })} adjust={mayAdjust ? setWanted : undefined} clear={() => change({ sku: undefined })} />}
      <Suspense>{wanted && <AdjustDialog wanted={wanted} close={() => setWanted(undefined)} />}</Suspense>
    </>
  )
}
