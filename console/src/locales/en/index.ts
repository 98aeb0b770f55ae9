// The English texts; their shape is what every other language must have.
import app from './app'
import finance from './finance'
import logistics from './logistics'
import names from './names'
import orders from './orders'
import returns from './returns'
import review from './review'
import signIn from './signIn'
import warehouse from './warehouse'

const texts = { app, finance, logistics, names, orders, returns, review, signIn, warehouse }
export default texts
export type Texts = typeof texts
