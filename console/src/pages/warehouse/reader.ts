// Reads codes out of a camera's pictures: by the browser's own BarcodeDetector
// where there is one that knows QR codes, else by ZXing, which is loaded then.

/** What a picture holds; nothing when no code is in it. */
export type Reader = (video: HTMLVideoElement) => Promise<string | undefined>

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}
interface Detectors {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

const formats = ['qr_code', 'code_128']

export async function reader(): Promise<Reader> {
  const own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector
  const known = own ? await own.getSupportedFormats().catch(() => []) : []
  if (own && formats.every((format) => known.includes(format))) {
    const detector = new own({ formats })
    return async (video) => (await detector.detect(video))[0]?.rawValue
  }
  const { BarcodeFormat, BrowserMultiFormatReader } = await import('./zxing')
  const zxing = new BrowserMultiFormatReader()
  zxing.possibleFormats = [BarcodeFormat.QR_CODE, BarcodeFormat.CODE_128]
  const canvas = document.createElement('canvas')
  return async (video) => {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d', { willReadFrequently: true })?.drawImage(video, 0, 0)
    try {
      return zxing.decodeFromCanvas(canvas).getText()
    } catch {
      return undefined // that is how it says that there is no code
    }
  }
}
