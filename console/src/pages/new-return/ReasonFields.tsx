// What a reason asks for besides: the properties of its JSON Schema. The kinds
// that shops use have an input each; the API holds the answer against the schema.
import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { inputsOf } from '../../parts/reasonForm'

export function ReasonFields({ schema, line }: { schema: unknown; line: string }) {
  const { t } = useTranslation()
  return inputsOf(schema).map(({ name: field, required, ...property }) => (
    <Form.Item
      key={field} name={['lines', line, 'fields', field]} label={property.title ?? field} extra={property.description}
      rules={[{ required, message: t('app.form.required') }]} valuePropName={property.type === 'boolean' ? 'checked' : 'value'}
    >
      {property.enum ? <Select allowClear options={property.enum.map((value) => ({ value: value as string, label: String(value) }))} />
        : property.type === 'boolean' ? <Switch />
          : property.type === 'number' || property.type === 'integer' ? <InputNumber min={property.minimum} max={property.maximum} precision={property.type === 'integer' ? 0 : undefined} />
            : <Input maxLength={property.maxLength} />}
    </Form.Item>
  ))
}
