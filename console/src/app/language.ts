// The language of the page: chosen by hand, else the browser's. Texts of a
// language are loaded when they are needed.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const languages = { en: 'English', 'zh-CN': '简体中文' } as const // i18n: each in itself
export type Language = keyof typeof languages

/** How the texts of each language are loaded: bundles by the namespace they are for. */
export type Loaders = Record<Language, () => Promise<Record<string, object>>>
let loaders: Loaders

const key = 'backhaul.language'

function preferred(): Language {
  const chosen = localStorage.getItem(key)
  if (chosen && chosen in languages) return chosen as Language
  return navigator.languages.find((tag) => /^(zh|en)/.test(tag))?.startsWith('zh') ? 'zh-CN' : 'en'
}

export function language(): Language {
  return i18next.language as Language
}

async function use(chosen: Language) {
  for (const [namespace, texts] of Object.entries(await loaders[chosen]())) i18next.addResourceBundle(chosen, namespace, texts)
  await i18next.changeLanguage(chosen)
  document.documentElement.lang = chosen
}

export async function startLanguage(texts: Loaders) {
  loaders = texts
  await i18next.use(initReactI18next).init({
    lng: preferred(),
    resources: {},
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0])
  await use(preferred())
}

export async function chooseLanguage(chosen: Language) {
  localStorage.setItem(key, chosen)
  await use(chosen)
}
