// Looks through the camera until it sees a code, and says what was in it.
import { Alert, Modal } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reader } from './reader'

interface Props {
  found: (code: string) => void
  close: () => void
}

/** Between two looks; a hand needs longer to hold a sheet still. */
const everyMs = 150

export function Camera({ found, close }: Props) {
  const { t } = useTranslation()
  return <Modal open title={t('warehouse.camera')} footer={null} onCancel={close} destroyOnHidden><Finder found={found} /></Modal>
}

/** The camera's picture; in the dialog, so that there is one when it begins to look. */
function Finder({ found }: Pick<Props, 'found'>) {
  const { t } = useTranslation()
  const view = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<'refused' | 'none'>()
  const tell = useEffectEvent(found)
  useEffect(() => {
    let over = false
    let stream: MediaStream | undefined
    const stop = () => {
      over = true
      stream?.getTracks().forEach((track) => track.stop())
    }
    const look = async () => {
      const video = view.current
      if (!navigator.mediaDevices || !video) throw new DOMException('no camera', 'NotFoundError')
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } })
      if (over) return stop()
      video.srcObject = stream
      await video.play()
      const read = await reader()
      while (!over) {
        const code = await read(video)
        if (code && !over) {
          stop()
          tell(code)
        }
        await new Promise((next) => setTimeout(next, everyMs))
      }
    }
    look().catch((error: unknown) => {
      if (!over) setTrouble(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none')
    })
    return stop
  }, [])
  return (
    <>
      {trouble && <Alert role="alert" type="warning" showIcon title={t(`warehouse.cameraTrouble.${trouble}`)} description={t('warehouse.cameraElse')} />}
      <video ref={view} className="bench-camera" hidden={Boolean(trouble)} muted playsInline aria-label={t('warehouse.cameraHint')} />
      {!trouble && <p className="secondary">{t('warehouse.cameraHint')}</p>}
    </>
  )
}
