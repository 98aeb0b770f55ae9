// The texts of orders, for their pages and for new returns.
import { addTexts } from '../../app/texts'
import en from '../../locales/en/orders'
import zh from '../../locales/zh-CN/orders'

addTexts('orders', { en, 'zh-CN': zh })
