// The English texts; their shape is what every other language must have.
import app from './app'
import finance from './finance'
import logistics from './logistics'
import names from './names'
import type { PageTexts } from './pages'
import returns from './returns'
import review from './review'
import warehouse from './warehouse'

const texts = { app, finance, logistics, names, returns, review, warehouse }
export default texts
export type FrameTexts = typeof texts
/** With those that pages bring along. */
export type Texts = FrameTexts & PageTexts
