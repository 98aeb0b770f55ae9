import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Return } from '../../api/returns'
import { useFormat } from '../../parts/format'
import { useName } from '../../parts/name'
import { When } from '../../parts/Words'

/** The parcels of a return and what their carriers said. */
export function Parcels({ ret }: { ret: Return }) {
  const { t } = useTranslation()
  const name = useName()
  const { moment } = useFormat()
  if (ret.shipments.length === 0) return <p className="secondary">{t('returns.noParcels')}</p>
  return (
    <ul className="rows">
      {ret.shipments.map((parcel) => (
        <li key={parcel.seq} className="stacked">
          <span>
            <b>{t('returns.parcel', { number: parcel.seq })}</b> {parcel.carrier} <code>{parcel.tracking_number}</code> <Tag>{name('logistics', parcel.state)}</Tag>
            {parcel.attempts > 0 && <span className="warn">{t('returns.attempts', { count: parcel.attempts })}</span>}
          </span>
          {parcel.window_start && parcel.window_end && <span className="secondary">{t('returns.window', { from: moment(parcel.window_start), to: moment(parcel.window_end) })}</span>}
          {parcel.scans.map((scan) => (
            <span key={scan.id} className="secondary">{name('logistics', scan.event)} · <When at={scan.at} /> {scan.note}</span>
          ))}
        </li>
      ))}
    </ul>
  )
}
