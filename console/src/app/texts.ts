// Texts that come with a page instead of with the frame, so that the landing
// pages stay small. A page adds its own, in both languages, when it is loaded.
import i18next from 'i18next'
import type { PageTexts } from '../locales/en/pages'
import type { Language } from './language'

export function addTexts<Part extends keyof PageTexts>(part: Part, texts: Record<Language, PageTexts[Part]>) {
  for (const [language, own] of Object.entries(texts)) i18next.addResourceBundle(language, 'translation', { [part]: own }, true)
}
