// One reason: its names, whose doing it is, and what else it asks for.
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../api/settings'
import { fieldsOf, schemaOf, type FieldKind, type FormField } from './formFields'

interface Entered {
  code: string
  label_en: string
  label_zh: string
  by_customer: boolean
  categories?: string[]
  form?: FormField[]
  json?: string
}

interface Props {
  reason?: Reason
  /** The codes that there are. */
  taken: string[]
  close: () => void
  done: (reason: Reason) => void
}

const kinds: FieldKind[] = ['text', 'choice', 'number', 'whole', 'yes_no']

export function ReasonDialog({ reason, taken, close, done }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Entered>()
  const fields = fieldsOf(reason?.fields as Record<string, unknown> | null)
  const required = { required: true, whitespace: true, message: t('app.form.required') }
  const isObject = (_: unknown, text: string) => {
    try {
      const value = JSON.parse(text || 'null') as unknown
      if (value === null || (typeof value === 'object' && !Array.isArray(value))) return Promise.resolve()
    } catch {
      // said below
    }
    return Promise.reject(new Error(t('settings.reasons.notJSON')))
  }
  const finish = ({ form: entered, json, ...rest }: Entered) => {
    const schema = fields ? schemaOf((entered ?? []).map((field) => ({ ...field, title: field.title ?? '', choices: field.choices ?? [], required: Boolean(field.required) }))) : (JSON.parse(json || 'null') as Reason['fields'])
    done({ labels: {}, active: true, position: 0, ...reason, ...rest, code: reason?.code ?? rest.code.trim(), label_en: rest.label_en.trim(), label_zh: rest.label_zh.trim(), categories: rest.categories ?? [], fields: schema })
    close()
  }
  return (
    <Modal open width={640} title={reason ? t('settings.reasons.editTitle', { code: reason.code }) : t('settings.reasons.add')} okText={t('settings.reasons.take')} cancelText={t('app.form.cancel')} onOk={() => form.submit()} onCancel={close} destroyOnHidden>
      <Form<Entered> form={form} layout="vertical" initialValues={{ by_customer: true, ...reason, form: fields, json: JSON.stringify(reason?.fields ?? null, null, 2) }} onFinish={finish}>
        {!reason && (
          <Form.Item
            name="code" label={t('settings.reasons.code')} extra={t('settings.reasons.codeHint')}
            rules={[required, { pattern: /^[a-z][a-z0-9_]{0,39}$/, message: t('settings.reasons.codeWrong') }, { validator: (_, code: string) => (taken.includes(code) ? Promise.reject(new Error(t('settings.reasons.codeTaken'))) : Promise.resolve()) }]}
          >
            <Input maxLength={40} autoFocus autoComplete="off" />
          </Form.Item>
        )}
        <div className="new-fields">
          <Form.Item name="label_en" label={t('settings.reasons.english')} rules={[required]}><Input maxLength={100} lang="en" /></Form.Item>
          <Form.Item name="label_zh" label={t('settings.reasons.chinese')} rules={[required]}><Input maxLength={100} lang="zh-CN" /></Form.Item>
        </div>
        <Form.Item name="by_customer" label={t('settings.reasons.doing')} extra={t('settings.reasons.doingHint')}>
          <Radio.Group options={[{ value: true, label: t('settings.reasons.byCustomer') }, { value: false, label: t('settings.reasons.byShop') }]} />
        </Form.Item>
        <Form.Item name="categories" label={t('settings.reasons.categories')} extra={t('settings.reasons.categoriesHint')}><Select mode="tags" open={false} suffix={null} tokenSeparators={[',']} /></Form.Item>
        <h2>{t('settings.reasons.fields')}</h2>
        <p className="secondary">{t('settings.reasons.fieldsHint')}</p>
        {fields ? <FieldList /> : (
          <div className="settings-json">
            <Form.Item name="json" label={t('settings.reasons.asJSON')} extra={t('settings.reasons.asJSONHint')} rules={[{ validator: isObject }]}><Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} spellCheck={false} /></Form.Item>
          </div>
        )}
      </Form>
    </Modal>
  )
}

function FieldList() {
  const { t } = useTranslation()
  const entered = Form.useWatch('form', Form.useFormInstance<Entered>()) as FormField[] | undefined
  const required = { required: true, whitespace: true, message: t('app.form.required') }
  return (
    <Form.List name="form">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <div key={key} className="settings-field">
              <div className="new-fields">
                <Form.Item name={[name, 'title']} label={t('settings.field.title')}><Input maxLength={100} /></Form.Item>
                <Form.Item name={[name, 'key']} label={t('settings.field.key')} rules={[required, { pattern: /^[a-z][a-z0-9_]{0,39}$/, message: t('settings.reasons.codeWrong') }]}><Input maxLength={40} /></Form.Item>
                <Form.Item name={[name, 'kind']} label={t('settings.field.kind')}><Select options={kinds.map((value) => ({ value, label: t(`settings.field.kinds.${value}`) }))} /></Form.Item>
              </div>
              {entered?.[name]?.kind === 'choice' && <Form.Item name={[name, 'choices']} label={t('settings.field.choices')} rules={[{ required: true, message: t('app.form.required') }]}><Select mode="tags" open={false} suffix={null} tokenSeparators={[',']} /></Form.Item>}
              <div className="new-line">
                <Form.Item name={[name, 'required']} valuePropName="checked"><Checkbox>{t('settings.field.required')}</Checkbox></Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('settings.field.remove', { number: name + 1 })} onClick={() => remove(name)} />
              </div>
            </div>
          ))}
          <Button onClick={() => add({ key: '', title: '', kind: 'text', required: false, choices: [] } satisfies FormField)}>{t('settings.field.add')}</Button>
        </>
      )}
    </Form.List>
  )
}
