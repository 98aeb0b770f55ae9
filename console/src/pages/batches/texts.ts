// The texts of batches, for the pages that begin and show them.
import { addTexts } from '../../app/texts'
import en from '../../locales/en/batches'
import zh from '../../locales/zh-CN/batches'

addTexts('batches', { en, 'zh-CN': zh })
