import { LinkOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Input, Segmented, Select, Tooltip, type InputRef } from 'antd'
import { useEffect, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonsQuery } from '../../api/returns'
import { SavedViews } from '../../parts/SavedViews'
import { useReasonLabel } from '../../parts/Words'
import { sorts, views, type Chosen } from './filter'

interface Props {
  filter: Chosen
  change: (changes: Chosen & { rma?: undefined }) => void
  search: RefObject<InputRef | null>
}

/** What is shown of the queue; all of it stands in the address. */
export function QueueFilter({ filter, change, search }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { data: reasons } = useQuery(reasonsQuery)
  const label = useReasonLabel()
  const [typed, setTyped] = useState(filter.q ?? '')
  useEffect(() => setTyped(filter.q ?? ''), [filter.q])
  const copy = async () => {
    await navigator.clipboard.writeText(location.href)
    message.success(t('app.form.copied'))
  }
  return (
    <div className="review-filter">
      <Segmented
        value={filter.view ?? 'todo'}
        onChange={(view) => change({ view, rma: undefined })}
        options={views.map((value) => ({ value, label: t(`review.views.${value}`) }))}
      />
      <Select
        aria-label={t('review.reason')} className="review-reason" allowClear placeholder={t('review.anyReason')} value={filter.reason}
        onChange={(reason?: string) => change({ reason, rma: undefined })}
        options={reasons?.items.map(({ code }) => ({ value: code, label: label(code) }))}
      />
      <Select
        aria-label={t('review.sort')} className="review-sort" value={filter.sort ?? 'deadline'} onChange={(sort) => change({ sort, rma: undefined })}
        options={sorts.map((value) => ({ value, label: t(`review.sorts.${value}`) }))}
      />
      <Input.Search
        ref={search} aria-label={t('review.searchLabel')} placeholder={t('review.search')} allowClear className="review-search"
        value={typed} onChange={(event) => setTyped(event.target.value)} onSearch={(q) => change({ q: q.trim(), rma: undefined })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <SavedViews page="review" />
      <Tooltip title={t('app.form.copyLink')}>
        <Button aria-label={t('app.form.copyLink')} icon={<LinkOutlined />} onClick={() => void copy()} />
      </Tooltip>
    </div>
  )
}
