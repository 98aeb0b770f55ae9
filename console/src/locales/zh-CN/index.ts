import type { Texts } from '../en'
import app from './app'
import names from './names'
import orders from './orders'
import returns from './returns'
import review from './review'
import signIn from './signIn'

const texts: Texts = { app, names, orders, returns, review, signIn }
export default texts

