// The texts of the settings, for each of their sections.
import { addTexts } from '../../app/texts'
import en from '../../locales/en/settings'
import zh from '../../locales/zh-CN/settings'

addTexts('settings', { en, 'zh-CN': zh })
