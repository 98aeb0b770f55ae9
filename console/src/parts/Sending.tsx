// How much of a file has left, and that it is worked on after all of it has.
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Sent } from '../api/transfer'
import { addTexts } from '../app/texts'
import en from '../locales/en/files'
import zh from '../locales/zh-CN/files'
import { useFormat } from './format'
import { formatSize } from './size'

addTexts('files', { en, 'zh-CN': zh })

export function Sending({ sent = { sent: 0, total: 0 } }: { sent?: Sent }) {
  const { t } = useTranslation()
  const { locale, number } = useFormat()
  const { done, of } = sent
  const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.floor((100 * part) / whole))
  const percent = done && of ? share(done, of) : share(sent.sent, sent.total)
  const words = done
    ? of ? t('files.doneOf', { done: number(done), of: number(of) }) : t('files.done', { done: number(done) })
    : percent === 100 ? t('files.worked') : t('files.sent', { sent: formatSize(locale, sent.sent), total: formatSize(locale, sent.total) })
  return (
    <div className="gap-below">
      <Progress percent={percent} status="active" aria-label={t('files.sending')} />
      <span role="status" className="secondary">{words}</span>
    </div>
  )
}
