// The part of ZXing that reads pictures, as a file of its own that only a camera loads.
export { BarcodeFormat, BrowserMultiFormatReader } from '@zxing/browser'
