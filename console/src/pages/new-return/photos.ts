// Sends a photo and tells how far it is. Fetched after the page, which is as long as a page may be.
import type { Schemas } from '../../api/client'
import { upload, type Sent } from '../../api/transfer'

export function sendPhoto(photo: File, progress: (sent: Sent) => void) {
  const file = new FormData()
  file.append('photo', photo, 'photo')
  return upload<Schemas['Evidence']>('/v1/evidence', { file, progress })
}
