import type { Texts } from '../en'
import app from './app'
import finance from './finance'
import logistics from './logistics'
import names from './names'
import orders from './orders'
import returns from './returns'
import review from './review'
import signIn from './signIn'
import warehouse from './warehouse'

const texts: Texts = { app, finance, logistics, names, orders, returns, review, signIn, warehouse }
export default texts

