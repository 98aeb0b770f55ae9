// The English texts; their shape is what every other language must have.
import app from './app'
import names from './names'
import orders from './orders'
import returns from './returns'
import review from './review'
import signIn from './signIn'

const texts = { app, names, orders, returns, review, signIn }
export default texts
export type Texts = typeof texts
