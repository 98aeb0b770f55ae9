import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { movementsQuery, type Return } from '../../api/returns'
import { Loading } from '../../parts/Loading'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { When } from '../../parts/Words'

/** The stock movements that the return caused. */
export function StockMoves({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const name = useName()
  const { data, error, refetch } = useQuery(movementsQuery(ret.id))
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />
  if (!data) return <Loading />
  if (data.items.length === 0) return <p className="secondary">{t('returns.noStock')}</p>
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={t('returns.sections.stock')}>
      <table className="plain">
        <thead><tr><th>{t('returns.movement.sku')}</th><th>{t('returns.movement.bucket')}</th><th className="number">{t('returns.movement.quantity')}</th><th>{t('returns.movement.why')}</th><th>{t('returns.movement.at')}</th></tr></thead>
        <tbody>
          {data.items.map((move) => (
            <tr key={move.id}>
              <td>{move.sku}</td><td>{name('bucket', move.bucket)}</td>
              <td className="number">{move.quantity > 0 ? `+${move.quantity}` : move.quantity}</td>
              <td>{name('action', move.reason)}</td><td><When at={move.at} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
