// Photos side by side; one alone is zoomed and turned, by mouse or keyboard, and
// two can be compared.
import { BlockOutlined } from '@ant-design/icons'
import { Button, Image } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'
import { useShortcuts } from '../app/shortcuts'
import { addTexts } from '../app/texts'
import en from '../locales/en/photos'
import zh from '../locales/zh-CN/photos'

const PhotoPair = lazy(async () => ({ default: (await import('./PhotoPair')).PhotoPair }))

addTexts('photos', { en, 'zh-CN': zh })

type Does = 'nearer' | 'farther' | 'turnLeft' | 'turnRight' | 'asItWas'
const keyOf: Record<Does, string> = { nearer: '+', farther: '-', turnLeft: '[', turnRight: ']', asItWas: '0' }
const does = Object.keys(keyOf) as Does[]

export function PhotoGallery({ photos, large }: { photos: Schemas['Evidence'][]; large?: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [current, setCurrent] = useState(0)
  const [pair, setPair] = useState(false)
  const act = useRef<Record<Does, () => void>>(undefined)

  // A photo that is open has the keyboard for itself; Esc and the arrows are its own.
  useEffect(() => {
    if (!open) return
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const done = does.find((each) => keyOf[each] === (event.key === '=' ? '+' : event.key))
      if (!done) return
      event.preventDefault()
      act.current?.[done]()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [open])
  const several = photos.length > 1
  useShortcuts([
    { keys: 'p', does: t('photos.open'), scope: 'here', run: () => setOpen(true) },
    ...does.map((each) => ({ keys: keyOf[each], does: t(`photos.inPhoto.${each}`), scope: 'here' as const, run: () => setOpen(true) })),
    ...(several ? [{ keys: 'd', does: t('photos.pair'), scope: 'here' as const, run: () => setPair(true) }] : []),
  ])
  return (
    <>
      <Image.PreviewGroup
        preview={{
          open, current, onOpenChange: setOpen, onChange: setCurrent, minScale: 0.5, maxScale: 20,
          actionsRender: (buttons, { actions }) => {
            act.current = { nearer: actions.onZoomIn, farther: actions.onZoomOut, turnLeft: actions.onRotateLeft, turnRight: actions.onRotateRight, asItWas: actions.onReset }
            return buttons
          },
        }}
      >
        <div className={large ? 'photos photos-large' : 'photos'}>
          {photos.map((photo, index) => (
            <Image
              key={photo.id} src={`/v1/evidence/${photo.id}`} alt={t('returns.photo', { number: index + 1, of: photos.length })} loading="lazy"
              onClick={() => setCurrent(index)}
            />
          ))}
        </div>
      </Image.PreviewGroup>
      {several && <p><Button size="small" icon={<BlockOutlined />} onClick={() => setPair(true)}>{t('photos.pair')} <kbd aria-hidden>d</kbd></Button></p>}
      <Suspense>{pair && <PhotoPair photos={photos} close={() => setPair(false)} />}</Suspense>
    </>
  )
}
