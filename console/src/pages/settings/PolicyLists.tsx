// The parts of a policy that are lists: windows, fees and deadlines. Their order
// counts, so that entries can be moved.
import { ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonsQuery } from '../../api/returns'
import names from '../../locales/en/names'
import { useName } from '../../parts/name'
import { useReasonLabel } from '../../parts/Words'
import { useField, type Path } from './policyDraft'
import { ChoiceInput, NumberInput, TextInput } from './PolicyInputs'

interface Props<T> {
  path: Path
  label: string
  add: string
  fresh: T
  row: (path: Path, number: number) => ReactNode
  moves?: boolean
}

function List<T>({ path, label, add, fresh, row, moves }: Props<T>) {
  const { t } = useTranslation()
  const { value: said, set, refusal, readOnly } = useField<T[]>(path)
  const value = Array.isArray(said) ? said : []
  const write = (list: T[]) => set(list.length > 0 || path[0] === 'windows' ? list : undefined)
  return (
    <Form.Item validateStatus={refusal ? 'error' : undefined} help={refusal}>
      {value.map((_, index) => (
        <Entry key={index} path={[...path, index]}>
          {row([...path, index], index + 1)}
          {!readOnly && (
            <span className="policy-buttons">
              {moves && index > 0 && <Button type="text" icon={<ArrowUpOutlined />} aria-label={t('policyForm.up', { what: label, number: index + 1 })} onClick={() => write(value.map((each, at) => (at === index - 1 ? value[index]! : at === index ? value[index - 1]! : each)))} />}
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('policyForm.removeOf', { what: label, number: index + 1 })} onClick={() => write(value.filter((_each, at) => at !== index))} />
            </span>
          )}
        </Entry>
      ))}
      {!readOnly && <Button size="small" aria-label={`${add}: ${label}`} onClick={() => write([...value, fresh])}>{add}</Button>}
    </Form.Item>
  )
}

/** One entry, with what was refused about the whole of it. */
function Entry({ path, children }: { path: Path; children: ReactNode }) {
  const { refusal } = useField(path)
  return (
    <div className="policy-entry">
      {children}
      {refusal && <div className="bad policy-refusal" role="alert">{refusal}</div>}
    </div>
  )
}

export function useReasons() {
  const label = useReasonLabel()
  const { data } = useQuery(reasonsQuery)
  return data?.items.map(({ code }) => ({ value: code, label: label(code) })) ?? []
}

export function Windows() {
  const { t } = useTranslation()
  const reasons = useReasons()
  const anchors = (['delivered', 'shipped', 'ordered'] as const).map((value) => ({ value, label: t(`policyForm.anchors.${value}`) }))
  const of = (what: string, number: number) => t('policyForm.ofWindow', { what, number })
  return (
    <List
      path={['windows']} label={t('policyForm.window')} add={t('policyForm.addWindow')} fresh={{ days: 30, anchor: 'delivered' }} moves
      row={(path, number) => (
        <>
          <NumberInput path={[...path, 'days']} label={of(t('policyForm.days'), number)} unseen unit={t('policyForm.dayUnit')} most={3660} />
          <ChoiceInput path={[...path, 'anchor']} label={of(t('policyForm.anchor'), number)} unseen options={anchors} />
          <ChoiceInput path={[...path, 'reason']} label={of(t('policyForm.reason'), number)} unseen options={reasons} none={t('policyForm.anyReason')} />
          <TextInput path={[...path, 'category']} label={of(t('policyForm.category'), number)} unseen />
        </>
      )}
    />
  )
}

export function Fees() {
  const { t } = useTranslation()
  const name = useName()
  const reasons = useReasons()
  const conditions = Object.keys(names.condition).map((value) => ({ value, label: name('condition', value) }))
  const of = (what: string, number: number) => t('policyForm.ofFee', { what, number })
  return (
    <List
      path={['restocking_fees']} label={t('policyForm.fee')} add={t('policyForm.addFee')} fresh={{ percent: 10 }} moves
      row={(path, number) => (
        <>
          <NumberInput path={[...path, 'percent']} label={of(t('policyForm.percent'), number)} unseen unit="%" most={100} />
          <ChoiceInput path={[...path, 'reason']} label={of(t('policyForm.reason'), number)} unseen options={reasons} none={t('policyForm.anyReason')} />
          <ChoiceInput path={[...path, 'condition']} label={of(t('policyForm.condition'), number)} unseen options={conditions} none={t('policyForm.anyCondition')} />
        </>
      )}
    />
  )
}

const ends = ['remind', 'escalate', 'expire', 'approve', 'complete']

/** What happens in a status when nobody acts. */
export function Deadlines({ status }: { status: string }) {
  const { t } = useTranslation()
  const name = useName()
  const label = name('status', status)
  return (
    <section aria-label={label} className="policy-deadlines">
      <h4>{label}</h4>
      <List
        path={['deadlines', status]} label={label} add={t('policyForm.addDeadline')} fresh={{ hours: 24, then: 'remind' }}
        row={(path, number) => (
          <>
            <NumberInput path={[...path, 'hours']} label={t('policyForm.ofDeadline', { status: label, what: t('policyForm.after'), number })} unseen unit={t('policyForm.hourUnit')} most={8784} />
            <ChoiceInput path={[...path, 'then']} label={t('policyForm.ofDeadline', { status: label, what: t('policyForm.then'), number })} unseen options={ends.map((value) => ({ value, label: name('then', value) }))} />
          </>
        )}
      />
    </section>
  )
}
