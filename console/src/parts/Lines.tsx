// The lines of a return: what, how many, why, in what condition, and what has
// become of the units so far.
import { useTranslation } from 'react-i18next'
import type { Return } from '../api/returns'
import { useName } from './name'
import { useConditionLabel, useReasonLabel } from './Words'

const ends = ['available', 'refurbish', 'quarantine', 'scrap', 'vendor', 'send_back'] as const

export function Lines({ ret, goods, label }: { ret: Return; goods?: boolean; label?: string }) {
  const { t } = useTranslation()
  const name = useName()
  const reason = useReasonLabel()
  const condition = useConditionLabel()
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={label ?? t('returns.sections.lines')}>
      <table className="plain">
        <thead>
          <tr>
            <th>{t('returns.line.item')}</th>
            <th className="number">{t('returns.line.asked')}</th>
            {goods && <th className="number">{t('returns.line.approved')}</th>}
            <th>{t('returns.line.reason')}</th>
            <th>{t('returns.line.condition')}</th>
            {goods && <th className="number">{t('returns.line.arrived')}</th>}
            {goods && <th>{t('returns.line.becameOf')}</th>}
          </tr>
        </thead>
        <tbody>
          {ret.lines.map((line) => (
            <tr key={line.line_no}>
              <td>
                <b>{line.sku}</b> {line.description}
                {line.note && <div className="secondary">“{line.note}”</div>}
                {line.fields && Object.entries(line.fields).map(([field, value]) => (
                  <div key={field} className="secondary">{field}: {String(value)}</div>
                ))}
              </td>
              <td className="number">{line.quantity}</td>
              {goods && <td className="number">{line.approved_quantity}</td>}
              <td>{reason(line.reason)}</td>
              <td>{condition(line.condition)}</td>
              {goods && <td className="number">{line.units.arrived}</td>}
              {goods && (
                <td>
                  {ends.filter((bucket) => line.units[bucket] > 0).map((bucket) => `${line.units[bucket]} × ${name('bucket', bucket)}`).join(', ')}
                  {line.units.missing > 0 && ` ${line.units.missing} × ${name('disposition', 'missing')}`}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
