// Photos by drag, paste, choice or the phone's camera; each is uploaded at once.
import { CameraOutlined, DeleteOutlined, InboxOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../api/client'
import { upload } from '../../api/orders'
import type { Sent } from '../../api/transfer'
import { useFormat } from '../../parts/format'
import { ProblemNotice } from '../../parts/ProblemNotice'

export function PhotoDrop({ ids, change }: { ids: string[]; change: (update: (before: string[]) => string[]) => void }) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const [busy, setBusy] = useState(0)
  // Those that are there stay until all are, or the share would fall.
  const [sent, setSent] = useState<Record<string, Sent>>({})
  const percent = percentOf(Object.values(sent))
  const [sender, setSender] = useState<typeof import('./photos')>()
  const [error, setError] = useState<unknown>()
  const chooser = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)

  useEffect(() => {
    import('./photos').then((module) => setSender(module)).catch(() => undefined) // photos are sent without it too
  }, [])
  useEffect(() => {
    if (busy === 0) setSent({})
  }, [busy])

  const take = (files: Iterable<File>) => {
    for (const file of files) {
      if (!file.type.startsWith('image/')) continue
      setBusy((count) => count + 1)
      setError(undefined)
      const key = newKey()
      const tell = (how: Sent) => setSent((before) => ({ ...before, [key]: how }))
      tell({ sent: 0, total: file.size })
      ;(sender ? sender.sendPhoto(file, tell) : upload(file))
        .then((photo) => change((before) => [...before, photo.id]))
        .catch((refused: unknown) => {
          setError(refused)
          tell({ sent: 0, total: 0 })
        })
        .finally(() => setBusy((count) => count - 1))
    }
  }
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => latest.current(event.clipboardData?.files ?? [])
    addEventListener('paste', pasted)
    return () => removeEventListener('paste', pasted)
  }, [])

  return (
    <div className="photo-drop" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); take(event.dataTransfer.files) }}>
      <ProblemNotice error={error} />
      <div className="photos">
        {ids.map((id, index) => (
          <figure key={id}>
            <img src={`/v1/evidence/${id}`} alt={t('returns.photo', { number: index + 1, of: ids.length })} />
            <Button size="small" aria-label={t('orders.remove')} icon={<DeleteOutlined />} onClick={() => change((before) => before.filter((each) => each !== id))} />
          </figure>
        ))}
        {busy > 0 && !sender && <Spin aria-label={t('orders.uploading')} />}
      </div>
      {busy > 0 && sender && (
        <p>
          <progress value={percent} max={100} aria-label={t('orders.uploading')} /> <span role="status">{number(percent)}%</span>
        </p>
      )}
      <Button icon={<InboxOutlined />} onClick={() => chooser.current?.click()}>{t('orders.addPhotos')}</Button>{' '}
      <Button icon={<CameraOutlined />} onClick={() => camera.current?.click()}>{t('orders.camera')}</Button>
      <input ref={chooser} type="file" accept="image/*" multiple hidden aria-label={t('orders.addPhotos')} onChange={(event) => take(event.target.files ?? [])} />
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden aria-label={t('orders.camera')} onChange={(event) => take(event.target.files ?? [])} />
    </div>
  )
}

function percentOf(each: Sent[]) {
  const sum = (of: (sent: Sent) => number) => each.reduce((all, sent) => all + of(sent), 0)
  return Math.floor((100 * sum(({ sent }) => sent)) / (sum(({ total }) => total) || 1))
}
