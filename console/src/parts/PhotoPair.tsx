// Two photos of a return beside each other, each zoomed and turned by itself.
import { RedoOutlined, RotateLeftOutlined, RotateRightOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import { Button, Modal, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'
import './photos.css'

type Photo = Schemas['Evidence']

export function PhotoPair({ photos, close }: { photos: Photo[]; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open title={t('photos.pair')} footer={null} width="min(96vw, 1500px)" centered onCancel={close}>
      <div className="photo-pair">
        <Side label={t('photos.left')} photos={photos} first={0} />
        <Side label={t('photos.right')} photos={photos} first={1} />
      </div>
    </Modal>
  )
}

const asItIs = { scale: 1, turn: 0 }

function Side({ label, photos, first }: { label: string; photos: Photo[]; first: number }) {
  const { t } = useTranslation()
  const [index, setIndex] = useState(first)
  const [{ scale, turn }, setView] = useState(asItIs)
  const zoom = (factor: number) => setView((view) => ({ ...view, scale: Math.min(8, Math.max(1, view.scale * factor)) }))
  const rotate = (degrees: number) => setView((view) => ({ ...view, turn: view.turn + degrees }))
  const alt = t('returns.photo', { number: index + 1, of: photos.length })
  const buttons = [
    { does: t('photos.farther'), icon: <ZoomOutOutlined />, run: () => zoom(1 / 1.5), disabled: scale === 1 },
    { does: t('photos.nearer'), icon: <ZoomInOutlined />, run: () => zoom(1.5), disabled: scale === 8 },
    { does: t('photos.turnLeft'), icon: <RotateLeftOutlined />, run: () => rotate(-90) },
    { does: t('photos.turnRight'), icon: <RotateRightOutlined />, run: () => rotate(90) },
    { does: t('photos.asItWas'), icon: <RedoOutlined />, run: () => setView(asItIs) },
  ]
  return (
    <section aria-label={label}>
      <Space wrap size={4} className="gap-below">
        <Select
          aria-label={label} value={index} options={photos.map((photo, value) => ({ value, label: t('photos.photo', { number: value + 1 }), key: photo.id }))}
          onChange={(chosen) => { setIndex(chosen); setView(asItIs) }}
        />
        {buttons.map(({ does, icon, run, disabled }) => <Button key={does} aria-label={`${does}: ${label}`} title={does} icon={icon} onClick={run} disabled={disabled} />)}
      </Space>
      <div className="photo-pane" tabIndex={0} role="region" aria-label={alt}>
        <div style={{ width: `${scale * 100}%` }}>
          <img src={`/v1/evidence/${photos[index]!.id}`} alt={alt} style={{ transform: `rotate(${turn}deg)` }} />
        </div>
      </div>
    </section>
  )
}
