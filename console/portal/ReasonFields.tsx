// What a reason asks for besides, with the inputs that the browser has. The API
// holds what is filled in against the form of the reason.
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { inputsOf } from '../src/parts/reasonForm'
import type { EnteredLine } from './request'

type Values = NonNullable<EnteredLine['fields']>

interface Props {
  schema: unknown
  entered: Values
  change: (to: Values) => void
}

export function ReasonFields({ schema, entered, change }: Props) {
  const { t } = useTranslation('portal')
  const id = useId()
  return inputsOf(schema).map(({ name: field, required: needed, ...property }) => {
    const at = `${id}${field}`
    const value = entered[field]
    const set = (to: Values[string]) => change({ ...entered, [field]: to })
    if (property.type === 'boolean') {
      return <label key={field} className="check"><input type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} /> {property.title ?? field}</label>
    }
    const number = property.type === 'number' || property.type === 'integer'
    return [
      <label key={`${field} label`} htmlFor={at}>{property.title ?? field}</label>,
      property.enum
        ? (
          <select key={field} id={at} required={needed} value={String(value ?? '')} onChange={(event) => set(property.enum!.find((each) => String(each) === event.target.value) as Values[string])}>
            <option value="" disabled={needed}>{t('request.choose')}</option>
            {property.enum.map((each) => <option key={String(each)} value={String(each)}>{String(each)}</option>)}
          </select>
        )
        : (
          <input
            key={field} id={at} required={needed} type={number ? 'number' : 'text'} min={property.minimum} max={property.maximum} step={property.type === 'integer' ? 1 : 'any'} maxLength={property.maxLength ?? 4000}
            value={String(value ?? '')} onChange={(event) => set(!number ? event.target.value : event.target.value === '' ? undefined : Number(event.target.value))}
          />
        ),
      property.description && <p key={`${field} hint`} className="soft">{property.description}</p>,
    ]
  })
}
