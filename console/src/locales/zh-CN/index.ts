import type { FrameTexts } from '../en'
import app from './app'
import finance from './finance'
import logistics from './logistics'
import names from './names'
import returns from './returns'
import review from './review'
import warehouse from './warehouse'

const texts: FrameTexts = { app, finance, logistics, names, returns, review, warehouse }
export default texts

