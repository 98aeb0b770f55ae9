// The same list as a file: what the filter shows, all of it.
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'

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
  const items = formats.map((format) => ({
    key: format,
    label: <a href={fileOf(path, filter, format)} download={format !== 'html'} target={format === 'html' ? '_blank' : undefined} rel="noreferrer">{t(`app.file.${format}`)}</a>,
  }))
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<DownloadOutlined />}>{t('app.file.download')}</Button>
    </Dropdown>
  )
}
