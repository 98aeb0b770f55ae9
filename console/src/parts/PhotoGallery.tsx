// Photos side by side; a click shows one alone to zoom and turn.
import { Image } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../api/client'

export function PhotoGallery({ photos, large }: { photos: Schemas['Evidence'][]; large?: boolean }) {
  const { t } = useTranslation()
  return (
    <Image.PreviewGroup>
      <div className={large ? 'photos photos-large' : 'photos'}>
        {photos.map((photo, index) => (
          <Image key={photo.id} src={`/v1/evidence/${photo.id}`} alt={t('returns.photo', { number: index + 1, of: photos.length })} loading="lazy" />
        ))}
      </div>
    </Image.PreviewGroup>
  )
}
