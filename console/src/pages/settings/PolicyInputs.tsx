// Inputs for one place of a policy's draft, each with what the API said to it.
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useField, type Path } from './policyDraft'

interface Place {
  path: Path
  label: string
  /** The label is only read out: the column says it. */
  unseen?: boolean
  hint?: string
}

/** The label above, the refusal below; gives the input its id. */
function Labelled({ label, unseen, hint, refusal, children }: Omit<Place, 'path'> & { refusal?: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <Form.Item label={unseen ? undefined : label} htmlFor={id} extra={hint} validateStatus={refusal ? 'error' : undefined} help={refusal}>
      {children(id)}
    </Form.Item>
  )
}

const spoken = ({ label, unseen }: Place) => (unseen ? label : undefined)

export function TextInput(place: Place & { needed?: boolean }) {
  const { value, set, refusal, readOnly } = useField<string>(place.path)
  return (
    <Labelled {...place} refusal={refusal}>
      {(id) => <Input id={id} aria-label={spoken(place)} value={value ?? ''} readOnly={readOnly} maxLength={200} onChange={(event) => set(event.target.value || (place.needed ? '' : undefined))} />}
    </Labelled>
  )
}

export function NumberInput(place: Place & { unit?: string; most?: number }) {
  const { value, set, refusal, readOnly } = useField<number>(place.path)
  return (
    <Labelled {...place} refusal={refusal}>
      {(id) => <InputNumber id={id} aria-label={spoken(place)} value={value ?? null} readOnly={readOnly} min={0} max={place.most} precision={0} suffix={place.unit} onChange={(next) => set(next ?? undefined)} />}
    </Labelled>
  )
}

export function ChoiceInput({ options, none, ...place }: Place & { options: { value: string; label: string }[]; none?: string }) {
  const { value, set, refusal, readOnly } = useField<string>(place.path)
  const offered = [...(none ? [{ value: '', label: none }] : []), ...options]
  const known = offered.some((each) => each.value === (value ?? ''))
  return (
    <Labelled {...place} refusal={refusal}>
      {(id) => (
        <Select
          id={id} aria-label={place.label} value={value ?? (none ? '' : undefined)} disabled={readOnly} popupMatchSelectWidth={false}
          showSearch={options.length > 12 && { optionFilterProp: 'label' }} options={known || value === undefined ? offered : [...offered, { value, label: value }]} onChange={(next) => set(next || undefined)}
        />
      )}
    </Labelled>
  )
}

export function SwitchInput(place: Place) {
  const { value, set, refusal, readOnly } = useField<boolean>(place.path)
  return <Labelled {...place} refusal={refusal}>{(id) => <Switch id={id} aria-label={place.label} checked={value ?? false} disabled={readOnly} onChange={(on) => set(on || undefined)} />}</Labelled>
}

/** More would make the page slow; those stay with the JSON. */
const mostTags = 200

export function TagsInput(place: Place) {
  const { t } = useTranslation()
  const { value: said, set, refusal, readOnly } = useField<string[]>(place.path)
  const value = Array.isArray(said) ? said : []
  return (
    <Labelled {...place} refusal={refusal}>
      {(id) => value.length > mostTags
        ? <span>{t('policyForm.many', { count: value.length })}</span>
        : <Select id={id} aria-label={place.label} mode="tags" open={false} suffix={null} tokenSeparators={[',']} value={value} disabled={readOnly} onChange={(next: string[]) => set(next.length > 0 ? next : undefined)} />}
    </Labelled>
  )
}

const currencies = Intl.supportedValuesOf('currency')

/** An amount for each currency. */
export function AmountsInput(place: Place) {
  const { t } = useTranslation()
  const { value: said, set, refusal, readOnly } = useField<Record<string, string>>(place.path)
  const value = said ?? {}
  const without = (currency: string) => {
    const rest = Object.fromEntries(Object.entries(value).filter(([each]) => each !== currency))
    set(Object.keys(rest).length > 0 ? rest : undefined)
  }
  return (
    <Form.Item label={place.label} extra={place.hint} validateStatus={refusal ? 'error' : undefined} help={refusal}>
      {Object.keys(value).map((currency) => <Amount key={currency} path={[...place.path, currency]} label={`${place.label} ${currency}`} currency={currency} remove={() => without(currency)} />)}
      {!readOnly && (
        <Select
          aria-label={`${place.label}: ${t('policyForm.addCurrency')}`} placeholder={t('policyForm.addCurrency')} className="policy-currency" showSearch value={null}
          options={currencies.filter((each) => !(each in value)).map((each) => ({ value: each, label: each }))} onChange={(currency: string | null) => currency && set({ ...value, [currency]: '0.00' })}
        />
      )}
    </Form.Item>
  )
}

function Amount({ path, label, currency, remove }: { path: Path; label: string; currency: string; remove: () => void }) {
  const { t } = useTranslation()
  const { value, set, refusal, readOnly } = useField<string>(path)
  return (
    <Form.Item validateStatus={refusal ? 'error' : undefined} help={refusal} className="policy-amount">
      <Input
        aria-label={label} prefix={currency} inputMode="decimal" value={value ?? ''} readOnly={readOnly} maxLength={24} onChange={(event) => set(event.target.value)}
        suffix={!readOnly && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`${t('policyForm.remove')} ${label}`} onClick={remove} />}
      />
    </Form.Item>
  )
}
