import { useTranslation } from 'react-i18next'
import type { Texts } from '../locales/en'

/** Says a machine name in the reader's language; a new one is shown as it is until it has a text. A test finds those. */
export function useName() {
  const { t } = useTranslation()
  return (kind: keyof Texts['names'], word: string) =>
    t(`names.${kind}.${word}` as 'names.status.requested', { defaultValue: word.replaceAll('_', ' ') })
}
