// Photos from the phone's camera or its album; each is uploaded at once.
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../src/api/orders'
import { Notice } from './Notice'

export function PhotoPicker({ ids, change }: { ids: string[]; change: (update: (before: string[]) => string[]) => void }) {
  const { t } = useTranslation('portal')
  const id = useId()
  const [busy, setBusy] = useState(0)
  const [error, setError] = useState<unknown>()
  const take = (files: FileList | null) => {
    for (const file of files ?? []) {
      setBusy((count) => count + 1)
      setError(undefined)
      upload(file)
        .then((photo) => change((before) => [...before, photo.id]))
        .catch(setError)
        .finally(() => setBusy((count) => count - 1))
    }
  }
  return (
    <>
      <Notice error={error} />
      <div className="photos">
        {ids.map((photo, index) => (
          <figure key={photo}>
            <img src={`/v1/evidence/${photo}`} alt={t('request.photo', { number: index + 1 })} />
            <button type="button" aria-label={t('request.removePhoto', { number: index + 1 })} onClick={() => change((before) => before.filter((each) => each !== photo))}>×</button>
          </figure>
        ))}
        {busy > 0 && <span role="status">{t('request.uploading')}</span>}
      </div>
      <label htmlFor={id} className="button">{t('request.addPhoto')}</label>
      <input id={id} className="hidden" type="file" accept="image/*" multiple onChange={(event) => { take(event.target.files); event.target.value = '' }} />
    </>
  )
}
