import type { Texts } from '../en'

const finance: Texts['finance'] = {
  title: '退款', searchLabel: '按退货查找退款', search: '退货单号',
  views: { open: '待处理', closed: '已处理', all: '全部' },
  empty: '暂无退款任务', emptyHint: '仓库验货完成后，退款任务会出现在这里。',
  columns: { amount: '金额', state: '状态', since: '等待时间', reference: '凭证号', decide: '处理' },
  decide: '处理', decideOn: '处理 {{rma}} 的退款', byHand: '人工付款', replaced: '已由重试取代', reconcile: '与银行对账',
  second: '{{name}} 已批准，还需另一人批准。',
  dialog: '订单 {{order}}，金额 {{amount}}。',
  actions: { approve: '批准', mark_paid: '标记已付', reject: '拒绝', retry: '重试' },
  sent: { approve: '{{rma}} 的退款已批准', mark_paid: '{{rma}} 的退款已标记为已付', reject: '{{rma}} 的退款已拒绝', retry: '{{rma}} 的退款已重新发起，等待处理', first: '{{rma}} 已记录第一次批准，还需另一人批准。' },
  otherAmount: '与计算金额不同，请在备注中说明原因。', amountWrong: '请输入金额，例如 12.50',
  referenceHint: '付款凭证号，例如银行流水号。', override: '支付渠道未答复，仍记为已付', overrideHint: '仅在确认渠道未付款时使用，并在备注中说明原因。',
}
export default finance
