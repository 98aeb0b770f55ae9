import type { Texts } from '../en'

const names: Texts['names'] = {
  status: {
    requested: '待审核', info_needed: '待补充材料', counter_offered: '协商中', approved: '审核通过', confirmed: '已确认',
    pickup_scheduled: '待取件', in_transit: '退回途中', received: '已收货', inspected: '已验货', refund_pending: '退款处理中',
    refunded: '已退款', completed: '已完成', rejected: '已拒绝', cancelled: '已取消', expired: '超时关闭', sent_back: '已寄回顾客',
    written_off: '已核销',
  },
  action: {
    receive_late: '迟到收货', decide_stray: '处理多余商品', send_back: '寄回顾客', report_send_back: '登记寄回物流',
    decide_send_back: '处理未能寄回的商品', ask_send_back: '询问如何处理未寄回商品',
    open: '申请退货', import: '从旧系统导入', review: '审核', answer: '答复', confirm: '确认', cancel: '取消', schedule_pickup: '预约取件',
    carrier_event: '登记物流动态', receive: '收货', inspect: '验货', decide_refund: '处理退款', close: '关闭', claim: '认领',
    release: '取消认领', assign: '分派', acknowledge: '确认到账', note: '备注', feedback: '评价', complain: '投诉',
    answer_complaint: '答复投诉', escalate_complaint: '投诉升级', decide_complaint: '裁决投诉', remind_complaint: '提醒处理投诉',
    approve: '自动通过', request_refund: '发起退款', settle_refund: '退款到账', remind: '提醒', escalate: '升级处理',
    expire: '超时关闭', report_silent: '标记物流停滞', complete: '完成', call_off_pickup: '取消取件',
  },
  decision: {
    approve: '已通过', reject: '已拒绝', request_info: '已请顾客补充材料', counter_offer: '已发出协商方案', confirm: '已确认', cancel: '已取消', receive: '已收货',
    inspect: '已验货', close: '已关闭', claim: '已认领', expire: '已超时关闭', escalate: '已升级处理',
  },
  role: {
    admin: '管理员', reviewer: '审核员', finance: '财务', warehouse: '仓库', logistics: '物流', support: '客服', auditor: '审计员',
    integration: '系统对接', customer: '顾客', system: '系统',
  },
  method: { pickup: '上门取件', drop_off: '自行寄回', in_store: '门店退货', keep_item: '仅退款' },
  refundTo: { original: '原路退回', store_credit: '店铺余额', exchange: '换货' },
  disposition: {
    restock: '重新入库', refurbish: '翻新', quarantine: '隔离待检', scrap: '报废', return_to_vendor: '退供应商',
    return_to_customer: '寄回顾客', missing: '缺失',
  },
  bucket: {
    expected: '待入库', arrived: '已到货', available: '可售', refurbish: '翻新', quarantine: '隔离待检', scrap: '报废',
    vendor: '退供应商', send_back: '寄回顾客',
  },
  condition: { unopened: '未拆封', opened: '已拆封', used: '已使用', damaged: '破损', defective: '有质量问题' },
  logistics: {
    none: '未安排', label_issued: '已出面单', pickup_booked: '已预约取件', handed_over: '已揽收', in_transit: '退回途中',
    delivered: '已送达', failed_attempt: '取件失败', silent: '物流停滞', lost: '已丢件', voided: '已作废', refused: '仓库拒收',
  },
  refund: {
    not_due: '未到退款', computed: '已核算', awaiting_finance: '待财务处理', submitted: '已提交退款', settled: '已到账',
    failed_retryable: '退款失败，可重试', failed_final: '退款失败', manual_payout: '线下打款', late_failed: '到账后被退回',
    rejected: '财务已驳回',
  },
  dispute: {
    none: '无投诉', open: '投诉待处理', answered: '已答复投诉', escalated: '投诉已升级', upheld: '投诉成立', dismissed: '投诉不成立',
  },
  orderStatus: { none: '无退货', in_progress: '退货处理中', partially_returned: '部分退货', returned: '已退货' },
  verdict: { approve: '自动通过', review: '转人工审核', reject: '自动拒绝', none: '未判定' },
  clause: { window: '退货期限', final_sale: '不可退商品', photos: '照片凭证', rule: '规则', keep_item: '仅退款' },
  fact: {
    reason: '退货原因', needed: '需要照片', given: '已有照片', sku: 'SKU', category: '品类', days: '期限天数',
    counted_from: '起算于', anchor: '起算日', last_day: '截止日', today: '申请日', method: '退货方式', failed: '未能判断的原因',
    order: {
      number: '订单', currency: '币种', ordered_at: '下单时间', shipped_at: '发货时间', delivered_at: '签收时间',
      days_since_ordered: '下单后天数', days_since_shipped: '发货后天数', days_since_delivered: '签收后天数',
      paid: '订单实付', lines: '订单行数',
    },
    line: {
      line_no: '行号', sku: 'SKU', description: '商品', category: '品类', bought: '购买数量', quantity: '申请数量',
      paid: '该行实付', reason: '退货原因', by_customer: '属顾客原因', condition: '商品状况', fields: '补充信息',
    },
    customer: { id: '顾客', country: '国家/地区', orders: '该顾客其他订单', returns: '该顾客其他退货' },
    request: { method: '退货方式', note: '备注', photos: '照片数', lines: '申请行数', refund: '预计退款', by_staff: '由工作人员申请' },
  },
  factValue: {
    true: '是', false: '否', ordered: '下单', shipped: '发货', delivered: '签收', unread: '无法读取该政策的规则',
    notKnown: '尚不清楚', isNotKnown: '“{{fact}}”尚不清楚', pair: '{{fact}}：{{value}}',
  },
  outcome: { pass: '符合', fail: '不符合', advice: '仅提示', unknown: '无法判断', review: '转人工' },
  then: {
    remind: '发送提醒', escalate: '升级处理', approve: '自动通过', expire: '自动关闭', complete: '自动完成', report_silent: '标记为物流停滞',
    remind_complaint: '发送提醒', escalate_complaint: '升级处理', decide_complaint: '答复生效',
    remind_held: '发送提醒', ask_send_back: '询问审核员',
  },
}
export default names
