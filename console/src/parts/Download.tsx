// The same list as a file: what the filter shows, all of it. How much of it has
// come is shown, and it can be given up.
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { lazy, Suspense, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'

const Receiving = lazy(() => import('./Receiving'))

interface Props {
  /** The path of the list in the API. */
  path: string
  filter?: Record<string, string | undefined>
  formats?: readonly ('csv' | 'xlsx' | 'html')[]
}

/** The address of the file; lists of values are joined by commas as everywhere in the API. */
export function fileOf(path: string, filter: Record<string, string | undefined>, format: string) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value)
  query.set('format', format)
  return `${path}?${query.toString()}`
}

export function Download({ path, filter = {}, formats = ['csv', 'xlsx'] }: Props) {
  const { t } = useTranslation()
  const [address, setAddress] = useState<string>()
  const fetchHere = (event: MouseEvent, file: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return // to the browser, in a tab of its own
    event.preventDefault()
    setAddress(file)
  }
  const items = formats.map((format) => {
    const file = fileOf(path, filter, format)
    return {
      key: format,
      label: format === 'html'
        ? <a href={file} target="_blank" rel="noreferrer">{t('app.file.html')}</a>
        : <a href={file} download onClick={(event) => fetchHere(event, file)}>{t(`app.file.${format}`)}</a>,
    }
  })
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<DownloadOutlined />}>{t('app.file.download')}</Button>
      </Dropdown>
      <Suspense>{address && <Receiving address={address} close={() => setAddress(undefined)} />}</Suspense>
    </>
  )
}
