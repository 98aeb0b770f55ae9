import type { Texts as PortalTexts } from '../../portal/locales/en'
import type { Texts } from '../locales/en'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Texts; portal: PortalTexts }
    returnNull: false
  }
}
