// Photos of a return, large enough to judge by. What shows them is loaded when
// there are any, and not with the page that somebody lands on.
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'
import { Loading } from './Loading'

const PhotoGallery = lazy(async () => ({ default: (await import('./PhotoGallery')).PhotoGallery }))

export function Photos({ photos, large }: { photos: Schemas['Evidence'][]; large?: boolean }) {
  const { t } = useTranslation()
  if (photos.length === 0) return <p className="secondary">{t('returns.noPhotos')}</p>
  return <Suspense fallback={<Loading />}><PhotoGallery photos={photos} large={large} /></Suspense>
}
