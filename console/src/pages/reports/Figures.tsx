import { useTranslation } from 'react-i18next'
import { changeOf, type Figure } from './table'
import { useValues } from './values'

/** The figures of a report at a glance, and how they have changed. */
export function Figures({ figures, compare }: { figures: Figure[]; compare: boolean }) {
  const { t } = useTranslation()
  const { write, change } = useValues()
  const tone = (share: number, more: Figure['more']) => (!more || share === 0 ? 'secondary' : share > 0 === (more === 'good') ? 'good' : 'bad')
  return (
    <dl className="figures" aria-label={t('reports.names.summary')}>
      {figures.map(({ title, kind, now, before, more }) => {
        const share = changeOf(now, before)
        return (
          <div key={title} className="panel">
            <dt className="secondary">{title}</dt>
            <dd>
              <b>{write(now, kind)}</b>
              {compare && before !== undefined && <span className="secondary"> ← {write(before, kind)}</span>}
              {compare && share !== null && <span className={tone(share, more)}> {change(share)}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
