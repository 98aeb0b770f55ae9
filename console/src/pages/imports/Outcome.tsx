import { useTranslation } from 'react-i18next'
import type { Came, Kind } from '../../api/imports'
import { useFormat } from '../../parts/format'
import { Rows } from '../../parts/Rows'

/** What came of a file, or would come of it. */
export function Outcome({ kind, report, dry }: { kind: Kind; report: Came; dry: boolean }) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const { accepted, rejected_count: refused, rejected } = report
  return (
    <section aria-label={t('imports.outcome')}>
      <h2 className="section-title">{t(dry ? 'imports.wouldBe' : 'imports.was')}</h2>
      <p role="status">
        <b>{t('imports.counts', { accepted: number(accepted), refused: number(refused) })}</b>{' '}
        {t(`imports.${kind === 'orders' ? 'ofOrders' : 'ofRows'}`, { created: number(report.created), updated: number(report.updated), unchanged: number(report.unchanged) })}
      </p>
      {refused > rejected.length && <p className="secondary">{t('imports.firstOnly', { count: number(rejected.length) })}</p>}
      <Rows
        label={t('imports.refused')} items={rejected} keyOf={({ row, field }) => `${row} ${field ?? ''}`} loading={false} empty={null}
        columns={[
          { title: t('imports.columns.row'), number: true, show: ({ row }) => number(row) },
          { title: t('imports.columns.field'), show: ({ field }) => field && <b>{field}</b> },
          { title: t('imports.columns.message'), show: ({ message }) => message },
        ]}
      />
    </section>
  )
}
