import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { movementsQuery, type Movement } from '../../api/stock'
import { useFormat } from '../../parts/format'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { Rows } from '../../parts/Rows'
import { When } from '../../parts/Words'

interface Props {
  filter: { sku?: string; return?: string }
  clear: () => void
}

/** The ledger, newest first. */
export function Movements({ filter, clear }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const { number } = useFormat()
  const list = useInfiniteQuery(movementsQuery(filter))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <ProblemNotice error={list.error} again={() => void list.refetch()} />
      {!list.error && (
        <Rows<Movement>
          label={t('stock.views.movements')} items={items} keyOf={(move) => String(move.id)} loading={list.isPending}
          empty={(
            <Empty description={<><b>{t('stock.noMoves')}</b><br />{t('stock.noMovesHint')}</>}>
              {(filter.sku || filter.return) && <Button onClick={clear}>{t('stock.clear')}</Button>}
            </Empty>
          )}
          columns={[
            { title: t('stock.at'), show: (move) => <When at={move.at} /> },
            { title: t('stock.sku'), show: (move) => <b>{move.sku}</b> },
            { title: t('stock.location'), show: (move) => move.location },
            { title: t('stock.bucket'), show: (move) => name('bucket', move.bucket) },
            { title: t('stock.quantity'), number: true, show: (move) => <span className={move.quantity < 0 ? 'bad' : 'good'}>{move.quantity > 0 && '+'}{number(move.quantity)}</span> },
            // Movements of a return say which step of it moved them; the others say what somebody wrote.
            { title: t('stock.why'), show: (move) => (move.return_id ? name('action', move.reason) : move.reason) },
            { title: t('stock.return'), show: (move) => move.return_id && <Link to={`/returns/${move.return_id}`}>{t('stock.return')}</Link> },
            { title: t('stock.who'), show: (move) => move.actor_id },
          ]}
        />
      )}
      {list.hasNextPage && <p className="more"><Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('app.form.loadMore')}</Button></p>}
    </>
  )
}
