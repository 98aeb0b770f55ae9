import { Button, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { movementsPage, type Movement } from '../../api/stock'
import { useFormat } from '../../parts/format'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { momentWidth } from '../../parts/Rows'
import { When } from '../../parts/Words'

const size = 100

interface Props {
  filter: { sku?: string; return?: string }
  clear: () => void
}

/** The ledger, newest first. */
export function Movements({ filter, clear }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const { number } = useFormat()
  return (
    <LongRows<Movement>
      key={JSON.stringify(filter)} label={t('stock.views.movements')} ask={movementsPage({ ...filter, limit: size })} size={size}
      empty={(
        <Empty description={<><b>{t('stock.noMoves')}</b><br />{t('stock.noMovesHint')}</>}>
          {(filter.sku || filter.return) && <Button onClick={clear}>{t('stock.clear')}</Button>}
        </Empty>
      )}
      columns={[
        { title: t('stock.at'), width: momentWidth, show: (move) => <When at={move.at} /> },
        { title: t('stock.sku'), width: 150, show: (move) => <b title={move.sku}>{move.sku}</b> },
        { title: t('stock.location'), width: 90, show: (move) => move.location },
        { title: t('stock.bucket'), width: 130, show: (move) => name('bucket', move.bucket) },
        { title: t('stock.quantity'), width: 90, number: true, show: (move) => <span className={move.quantity < 0 ? 'bad' : 'good'}>{move.quantity > 0 && '+'}{number(move.quantity)}</span> },
        // Movements of a return say which step of it moved them; the others say what somebody wrote.
        { title: t('stock.why'), show: (move) => (move.return_id ? name('action', move.reason) : <span title={move.reason}>{move.reason}</span>) },
        { title: t('stock.return'), width: 80, show: (move) => move.return_id && <Link to={`/returns/${move.return_id}`}>{t('stock.return')}</Link> },
        { title: t('stock.who'), width: 120, show: (move) => move.actor_id },
      ]}
    />
  )
}
