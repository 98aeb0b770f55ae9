import { useTranslation } from 'react-i18next'
import { useName } from '../../parts/name'
import en from '../../locales/en/settings'

/** What a kind of mail is about; those of a status are called as it is. */
export function useKindOfMail() {
  const { t } = useTranslation()
  const name = useName()
  return (kind: string) => (kind in en.mails ? t(`settings.mails.${kind as keyof typeof en.mails}`) : name('status', kind))
}
