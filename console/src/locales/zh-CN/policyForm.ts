import type { PageTexts } from '../en/pages'

const policyForm: PageTexts['policyForm'] = {
  basics: '基本设置', timeZone: '时区', timeZoneHint: '退货期限的最后一天按此时区截止。',
  confirm: '二次确认', confirms: { auto: '无需确认，自动继续', staff: '由工作人员确认', customer: '由顾客确认' },
  restockAt: '何时可再次销售', restocks: { inspection: '验货后', confirmation: '确认时即计入库存' },
  onExpiry: '期限届满应关闭时', expiries: { expire: '自动关闭', remind_only: '仅提醒', approve: '自动通过（没有不利条款时）' },
  autoApprove: '自动通过', autoApproveHint: '符合所有条款的申请无需审核。',
  windows: '退货期限', windowsHint: '以第一条匹配的为准。最后一栏是品类，留空则适用于所有商品。',
  window: '期限', addWindow: '添加期限', days: '天数', dayUnit: '天', hourUnit: '小时', minuteUnit: '分钟', anchor: '起算日', anchors: { delivered: '自签收起', shipped: '自发货起', ordered: '自下单起' },
  reason: '退货原因', anyReason: '任何原因', category: '品类', condition: '商品状况', anyCondition: '任何状况', ofWindow: '{{what}}（期限 {{number}}）',
  excluded: '不可退的品类', finalSale: '不可退的商品（SKU）', many: '共 {{count}} 项，请在 JSON 中修改',
  shipping: '费用承担', returnShipping: '顾客承担的退货运费', returnShippingHint: '仅在由顾客承担时收取。', refundShipping: '退还原订单运费', shippings: { never: '不退', shop: '属商家原因时退', always: '始终退' },
  takeDiscountBack: '收回优惠', takeDiscountBackHint: '保留的商品不再满足优惠门槛时。',
  perReason: '按退货原因', paidBy: '退货运费承担方', byDoing: '按责任方', shop: '商家', photos: '需要照片数',
  fees: '折旧费', feesHint: '按商品价格的百分比收取，以第一条匹配的为准。', fee: '费用', addFee: '添加费用', percent: '百分比', ofFee: '{{what}}（费用 {{number}}）',
  limits: '退款限额', autoRefund: '自动退款上限', autoRefundHint: '仅限与审核金额完全一致的退款；不设则全部由财务处理。', fourEyes: '超过此金额须双人批准', fourEyesHint: '由两位不同人员批准。', financeLimit: '财务可批准上限', adminLimit: '管理员可批准上限',
  tolerancePercent: '验货差额容许比例', toleranceHint: '差额在此范围内无需重新审核。', toleranceAmount: '验货差额容许金额', requester: '申请退货的人不得批准其退款',
  deadlines: '无人处理时', deadlinesHint: '在某一状态停留若干小时后依次执行。', addDeadline: '添加', after: '小时数', then: '之后', ofDeadline: '{{status}}：{{what}} {{number}}',
  claim: '审核员认领时长', attempts: '取件失败几次后通知', silent: '无物流更新多久后询问承运商', sendBack: '待寄回商品最长等待',
  addCurrency: '添加币种', remove: '删除', removeOf: '删除：{{what}} {{number}}', up: '上移：{{what}} {{number}}',
  rest: '其余内容在 JSON 中：{{count}} 条自定义规则、投诉条款和不常修改的内容。',
}
export default policyForm
