// The usual clauses of a policy as a form. Rules and what is rarely changed stay
// with the JSON, which shows the same draft.
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../app/texts'
import en from '../../locales/en/policyForm'
import zh from '../../locales/zh-CN/policyForm'
import { useName } from '../../parts/name'
import { useDraft, useField } from './policyDraft'
import { AmountsInput, ChoiceInput, NumberInput, SwitchInput, TagsInput, TextInput } from './PolicyInputs'
import { Deadlines, Fees, useReasons, Windows } from './PolicyLists'

addTexts('policyForm', { en, 'zh-CN': zh })

const zones = Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))
/** The statuses in which somebody is waited for. */
const waits = ['requested', 'info_needed', 'counter_offered', 'approved', 'confirmed', 'pickup_scheduled', 'in_transit', 'received', 'inspected', 'refund_pending', 'refunded']

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="panel gap-below" aria-label={title}>
      <h3>{title}</h3>
      {hint && <p className="secondary">{hint}</p>}
      {children}
    </section>
  )
}

export function PolicyForm() {
  const { t } = useTranslation()
  const { terms } = useDraft()
  const one = <T extends string>(values: readonly T[], word: (value: T) => string) => values.map((value) => ({ value, label: word(value) }))
  return (
    <Form layout="vertical" component={false}>
      <Part title={t('policyForm.basics')}>
        <div className="new-fields">
          <TextInput path={['name']} label={t('settings.name')} needed />
          <ChoiceInput path={['time_zone']} label={t('policyForm.timeZone')} hint={t('policyForm.timeZoneHint')} options={zones} />
          <ChoiceInput path={['confirm']} label={t('policyForm.confirm')} options={one(['auto', 'staff', 'customer'] as const, (value) => t(`policyForm.confirms.${value}`))} />
          <ChoiceInput path={['restock_at']} label={t('policyForm.restockAt')} options={one(['inspection', 'confirmation'] as const, (value) => t(`policyForm.restocks.${value}`))} />
          <ChoiceInput path={['on_expiry']} label={t('policyForm.onExpiry')} none={t('policyForm.expiries.expire')} options={one(['remind_only', 'approve'] as const, (value) => t(`policyForm.expiries.${value}`))} />
          <SwitchInput path={['auto_approve']} label={t('policyForm.autoApprove')} hint={t('policyForm.autoApproveHint')} />
        </div>
      </Part>
      <Part title={t('policyForm.windows')} hint={t('policyForm.windowsHint')}>
        <Windows />
        <div className="new-fields">
          <TagsInput path={['excluded_categories']} label={t('policyForm.excluded')} />
          <TagsInput path={['final_sale_skus']} label={t('policyForm.finalSale')} />
        </div>
      </Part>
      <Part title={t('policyForm.shipping')}>
        <div className="new-fields">
          <AmountsInput path={['return_shipping']} label={t('policyForm.returnShipping')} hint={t('policyForm.returnShippingHint')} />
          <ShippingBack />
          <SwitchInput path={['take_discount_back']} label={t('policyForm.takeDiscountBack')} hint={t('policyForm.takeDiscountBackHint')} />
        </div>
        <PerReason />
      </Part>
      <Part title={t('policyForm.fees')} hint={t('policyForm.feesHint')}><Fees /></Part>
      <Part title={t('policyForm.limits')}>
        <div className="new-fields">
          <AmountsInput path={['auto_refund_limit']} label={t('policyForm.autoRefund')} hint={t('policyForm.autoRefundHint')} />
          <AmountsInput path={['four_eyes_above']} label={t('policyForm.fourEyes')} hint={t('policyForm.fourEyesHint')} />
          <AmountsInput path={['approval_limits', 'finance']} label={t('policyForm.financeLimit')} />
          <AmountsInput path={['approval_limits', 'admin']} label={t('policyForm.adminLimit')} />
          <NumberInput path={['tolerance', 'percent']} label={t('policyForm.tolerancePercent')} hint={t('policyForm.toleranceHint')} unit="%" most={100} />
          <AmountsInput path={['tolerance', 'amount']} label={t('policyForm.toleranceAmount')} />
          <SwitchInput path={['requester_may_not_refund']} label={t('policyForm.requester')} />
        </div>
      </Part>
      <Part title={t('policyForm.deadlines')} hint={t('policyForm.deadlinesHint')}>
        {waits.map((status) => <Deadlines key={status} status={status} />)}
        <div className="new-fields">
          <NumberInput path={['claim_minutes']} label={t('policyForm.claim')} unit={t('policyForm.minuteUnit')} most={1440} />
          <NumberInput path={['pickup_attempts']} label={t('policyForm.attempts')} most={100} />
          <NumberInput path={['silent_after_hours']} label={t('policyForm.silent')} unit={t('policyForm.hourUnit')} most={8760} />
          <NumberInput path={['send_back_days']} label={t('policyForm.sendBack')} unit={t('policyForm.dayUnit')} most={365} />
        </div>
      </Part>
      <p className="secondary">{t('policyForm.rest', { count: terms.rules?.length ?? 0 })}</p>
    </Form>
  )
}

/** Outbound shipping is two terms, of which one says more than the other. */
function ShippingBack() {
  const { t } = useTranslation()
  const always = useField<boolean>(['refund_shipping_always'])
  const sometimes = useField<boolean>(['refund_shipping'])
  const value = always.value ? 'always' : sometimes.value ? 'shop' : 'never'
  const choices = ['never', 'shop', 'always'] as const
  const { change, terms } = useDraft()
  const choose = (chosen: (typeof choices)[number]) => {
    const rest = Object.fromEntries(Object.entries(terms).filter(([term]) => term !== 'refund_shipping' && term !== 'refund_shipping_always'))
    change([], { ...rest, ...(chosen === 'shop' && { refund_shipping: true }), ...(chosen === 'always' && { refund_shipping_always: true }) })
  }
  return (
    <Form.Item label={t('policyForm.refundShipping')} htmlFor="refund-shipping">
      <Select id="refund-shipping" value={value} disabled={always.readOnly} options={choices.map((each) => ({ value: each, label: t(`policyForm.shippings.${each}`) }))} onChange={choose} />
    </Form.Item>
  )
}

/** Who pays the way back, and how many photos are asked for, reason by reason. */
function PerReason() {
  const { t } = useTranslation()
  const name = useName()
  const reasons = useReasons()
  const payers = [{ value: 'customer', label: name('role', 'customer') }, { value: 'shop', label: t('policyForm.shop') }]
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={t('policyForm.perReason')}>
      <table className="plain">
        <thead><tr><th>{t('policyForm.reason')}</th><th>{t('policyForm.paidBy')}</th><th>{t('policyForm.photos')}</th></tr></thead>
        <tbody>
          {reasons.map(({ value, label }) => (
            <tr key={value}>
              <td>{label}</td>
              <td><ChoiceInput path={['return_shipping_paid_by', value]} label={`${t('policyForm.paidBy')}: ${label}`} unseen options={payers} none={t('policyForm.byDoing')} /></td>
              <td><NumberInput path={['photos', value]} label={`${t('policyForm.photos')}: ${label}`} unseen most={20} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
