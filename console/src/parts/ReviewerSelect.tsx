// Chooses a colleague who may review, by name; oneself comes first.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reviewersQuery } from '../api/returns'
import { useSession } from '../app/session'

interface Props extends Pick<SelectProps<string>, 'id' | 'value' | 'onChange' | 'open' | 'onOpenChange' | 'disabled' | 'loading' | 'autoFocus' | 'aria-label' | 'placeholder' | 'className'> {
  /** Shown at the end, such as for nobody. */
  others?: { value: string; label: string }[]
  /** Who is chosen, for when the list does not have them. */
  known?: { value: string; label: string }
}

export function ReviewerSelect({ others = [], known, ...bound }: Props) {
  const { t } = useTranslation()
  const { user } = useSession()
  const [q, search] = useState('')
  const { data, isFetching } = useQuery({ ...reviewersQuery(q.trim()), placeholderData: keepPreviousData })
  const me = { value: user.id, label: t('review.assign.me', { name: user.name }) }
  const named = (data?.items ?? []).filter(({ id }) => id !== user.id).map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} (${id})` }))
  const first = q === '' || `${user.name} ${user.id}`.toLowerCase().includes(q.trim().toLowerCase()) ? [me] : []
  const options = [...first, ...named, ...(q === '' ? others : [])]
  const shown = known && !options.some(({ value }) => value === known.value) ? [...options, known] : options
  return (
    <Select<string>
      {...bound} options={shown} showSearch={{ filterOption: false, onSearch: search }} popupMatchSelectWidth={false}
      loading={bound.loading || isFetching} notFoundContent={t('review.assign.nobodyFound')}
    />
  )
}
