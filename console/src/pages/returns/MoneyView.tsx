import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Return } from '../../api/returns'
import { useName } from '../../parts/name'
import { Amount } from '../../parts/Words'

/** What is refunded, and how that amount comes about. */
export function MoneyView({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const name = useName()
  const { refund } = ret
  return (
    <>
      <div className="table-frame" tabIndex={0} role="region" aria-label={t('returns.sections.money')}>
        <table className="plain">
          <thead><tr><th>{t('returns.line.item')}</th><th className="number">{t('returns.fields.quantity')}</th><th className="number">{t('returns.money.goods')}</th><th className="number">{t('returns.money.tax')}</th></tr></thead>
          <tbody>
            {refund.lines.map((line) => (
              <tr key={line.line_no}>
                <td>{ret.lines.find((each) => each.line_no === line.line_no)?.sku}</td>
                <td className="number">{line.quantity}</td>
                <td className="number"><Amount money={line.goods} /></td>
                <td className="number"><Amount money={line.tax} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className="facts">
        {Number(refund.shipping.amount) !== 0 && <><dt>{t('returns.money.shipping')}</dt><dd><Amount money={refund.shipping} /></dd></>}
        {Number(refund.fees.restocking.amount) !== 0 && <><dt>{t('returns.money.restocking')}</dt><dd>− <Amount money={refund.fees.restocking} /></dd></>}
        {Number(refund.fees.return_shipping.amount) !== 0 && <><dt>{t('returns.money.returnShipping')}</dt><dd>− <Amount money={refund.fees.return_shipping} /></dd></>}
        {Number(refund.fees.discount_taken_back.amount) !== 0 && <><dt>{t('returns.money.discountTakenBack')}</dt><dd>− <Amount money={refund.fees.discount_taken_back} /></dd></>}
        {Number(refund.discount_given_back.amount) !== 0 && <><dt>{t('returns.money.discountGivenBack')}</dt><dd><Amount money={refund.discount_given_back} /></dd></>}
        <dt>{refund.state === 'not_due' ? t('returns.money.estimate') : t('returns.money.total')}</dt><dd><b><Amount money={refund.total} /></b></dd>
        <dt>{t('returns.money.state')}</dt><dd><Tag>{name('refund', refund.state)}</Tag></dd>
      </dl>
    </>
  )
}
