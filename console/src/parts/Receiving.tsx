// A file that is being fetched: how much of it is here, and a way to give it up.
import { Modal, Spin } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { download, save, type Received } from '../api/transfer'
import { addTexts } from '../app/texts'
import en from '../locales/en/files'
import zh from '../locales/zh-CN/files'
import { useFormat } from './format'
import { ProblemNotice } from './ProblemNotice'
import { formatSize } from './size'

addTexts('files', { en, 'zh-CN': zh })

export default function Receiving({ address, close }: { address: string; close: () => void }) {
  const { t } = useTranslation()
  const { locale, number } = useFormat()
  const [received, setReceived] = useState<Received>({ bytes: 0, lines: 0 })
  const [error, setError] = useState<unknown>()
  const [attempt, setAttempt] = useState(0)
  const giveUp = useRef(() => {})
  useEffect(() => {
    const control = new AbortController()
    giveUp.current = () => control.abort()
    setError(undefined)
    download(address, setReceived, control.signal)
      .then(({ name, file }) => {
        if (control.signal.aborted) return
        save(name, file)
        close()
      })
      .catch((problem: unknown) => control.signal.aborted || setError(problem))
    return giveUp.current
  }, [address, attempt])
  // Most files are here at once; a box that comes and goes would only be in the way.
  const [late, setLate] = useState(false)
  useEffect(() => {
    const wait = setTimeout(() => setLate(true), 400)
    return () => clearTimeout(wait)
  }, [])
  if (!late && !error) return null
  const table = !address.includes('format=xlsx')
  return (
    <Modal open title={t('files.receiving')} okButtonProps={{ hidden: true }} cancelText={t('files.stop')} onCancel={() => { giveUp.current(); close() }} mask={{ closable: false }}>
      <ProblemNotice error={error} again={() => setAttempt(attempt + 1)} />
      <p role="status">{!error && <Spin size="small" />} {table ? t('files.rows', { rows: number(Math.max(0, received.lines - 1)), size: formatSize(locale, received.bytes) }) : formatSize(locale, received.bytes)}</p>
    </Modal>
  )
}
