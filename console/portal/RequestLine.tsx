// One line of the order: how many come back, why, and in what condition.
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../src/api/client'
import type { Order } from '../src/api/orders'
import { useName } from '../src/parts/name'
import { ReasonFields } from './ReasonFields'
import type { EnteredLine } from './request'

interface Props {
  line: Order['lines'][number]
  entered?: EnteredLine
  change: (to: Partial<EnteredLine>) => void
  reasons: Schemas['Reason'][]
}

const conditions = ['unopened', 'opened', 'used', 'damaged', 'defective']

export function RequestLine({ line, entered, change, reasons }: Props) {
  const { t, i18n } = useTranslation('portal')
  const name = useName()
  const id = useId()
  const quantity = entered?.quantity ?? 0
  const step = (by: number) => change({ quantity: Math.min(Math.max(quantity + by, 0), line.returnable_quantity) })
  const fits = reasons.filter((reason) => reason.active && (reason.categories.length === 0 || reason.categories.includes(line.category)))
  return (
    <fieldset className={quantity > 0 ? 'line chosen' : 'line'}>
      <legend className="hidden">{line.description || line.sku}</legend>
      <div className="line-head">
        <span><b>{line.description || line.sku}</b><br /><span className="soft">{t('order.canReturn', { count: line.returnable_quantity })}</span></span>
        <span className="stepper">
          <button type="button" aria-label={t('request.fewer', { item: line.description })} disabled={quantity === 0} onClick={() => step(-1)}>−</button>
          <output aria-live="polite" aria-label={t('request.quantityOf', { item: line.description })}>{quantity}</output>
          <button type="button" aria-label={t('request.more', { item: line.description })} disabled={quantity === line.returnable_quantity} onClick={() => step(1)}>+</button>
        </span>
      </div>
      {quantity > 0 && (
        <div className="stack">
          <label htmlFor={`${id}r`}>{t('request.reason')}</label>
          <select id={`${id}r`} required value={entered?.reason ?? ''} onChange={(event) => change({ reason: event.target.value, fields: {} })}>
            <option value="" disabled>{t('request.choose')}</option>
            {fits.map((reason) => <option key={reason.code} value={reason.code}>{i18n.language === 'zh-CN' ? reason.label_zh : reason.label_en}</option>)}
          </select>
          <label htmlFor={`${id}c`}>{t('request.condition')}</label>
          <select id={`${id}c`} required value={entered?.condition ?? ''} onChange={(event) => change({ condition: event.target.value })}>
            <option value="" disabled>{t('request.choose')}</option>
            {conditions.map((condition) => <option key={condition} value={condition}>{name('condition', condition)}</option>)}
          </select>
          <ReasonFields schema={fits.find((reason) => reason.code === entered?.reason)?.fields} entered={entered?.fields ?? {}} change={(fields) => change({ fields })} />
          <label htmlFor={`${id}n`}>{t('request.note')}</label>
          <textarea id={`${id}n`} rows={2} maxLength={4000} value={entered?.note ?? ''} onChange={(event) => change({ note: event.target.value })} />
        </div>
      )}
    </fieldset>
  )
}
