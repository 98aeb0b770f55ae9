// Which of our columns a heading of the file is, for headings that are none.
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { columnsOf, type Headings } from '../../api/imports'
import { ProblemNotice } from '../../parts/ProblemNotice'

interface Props {
  /** The path of the empty table, which has our columns. */
  template: string
  /** Headings of the file that say nothing to us yet. */
  unused: string[]
  /** Required columns that the file lacks. */
  missing: string[]
  /** As chosen before. */
  named: Headings
  use: (named: Headings) => void
}

export default function HeadingChoice({ template, unused, missing, named, use }: Props) {
  const { t } = useTranslation()
  const columns = useQuery({ queryKey: ['columns', template], queryFn: ({ signal }) => columnsOf(template, signal), staleTime: Infinity })
  const [draft, setDraft] = useState(named)
  const taken = Object.values(draft)
  return (
    <Card size="small" className="gap-below" title={t('imports.headings.title')}>
      <p>{missing.length > 0 ? t('imports.headings.missing', { columns: missing.join(', ') }) : t('imports.headings.unused')}</p>
      <ProblemNotice error={columns.error} again={() => void columns.refetch()} />
      <Form labelCol={{ span: 6 }} wrapperCol={{ span: 10 }}>
        {[...new Set([...Object.keys(named), ...unused])].map((heading) => (
          <Form.Item key={heading} label={heading} htmlFor={`heading-${heading}`}>
            <Select
              id={`heading-${heading}`} allowClear showSearch placeholder={t('imports.headings.none')} value={draft[heading]} loading={columns.isPending}
              onChange={(column?: string) => setDraft(({ [heading]: _, ...others }) => (column ? { ...others, [heading]: column } : others))}
              options={columns.data?.map((value) => ({ value, label: value, disabled: taken.includes(value) && draft[heading] !== value }))}
            />
          </Form.Item>
        ))}
      </Form>
      <Button onClick={() => use(draft)}>{t('imports.headings.use')}</Button>
    </Card>
  )
}
