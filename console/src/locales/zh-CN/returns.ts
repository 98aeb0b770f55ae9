import type { Texts } from '../en'

const returns: Texts['returns'] = {
  title: '退货单', search: '退货单号、订单号或顾客', searchLabel: '搜索退货单', status: '状态', anyStatus: '全部状态',
  empty: '没有退货单', emptyHint: '没有符合条件的退货单。新建退货请从订单开始。',
  limits: { customer: '顾客', order: '订单', reason: '原因', sku: 'SKU', from: '申请时间从', to: '申请时间至', waiting_for: '等待处理' }, without: '去掉条件：{{limit}}',
  columns: { rma: '退货单号', status: '状态', order: '订单号', customer: '顾客', refund: '退款', opened: '提交时间', deadline: '截止', waiting: '等待' },
  noPhotos: '没有上传照片。', photo: '照片 {{number}} / {{of}}',
  order: '订单', customer: '顾客', opened: '提交', by: '提交人', closed: '结束', method: '退回方式', refundTo: '退款方式', inTemporal: '在 Temporal 中查看流程',
  doing: { ask: '为什么没有进展？', again: '再看一次', nothing: '没有正在进行或失败的步骤：退货在等待上方所说的处理人。', step: '{{step}}，第 {{attempt}} 次尝试', next: '将于 {{at}} 重试' },
  copyNumber: '复制单号', attention: '需要人工关注',
  sections: { lines: '退货明细', photos: '照片', verdict: '策略判定', parcels: '包裹', money: '款项', stock: '库存', timeline: '时间线', messages: '给顾客的消息', note: '顾客说明' },
  steps: { requested: '提交申请', approved: '审核通过', confirmed: '二次确认', onItsWay: '退回途中', received: '收货', inspected: '验货', refunded: '退款' },
  line: { item: '商品', asked: '申请', approved: '通过', reason: '原因', condition: '成色', arrived: '到货', becameOf: '处置结果', note: '备注' },
  verdictIs: '判定：{{verdict}}', imported: '该退货在 {{from}} 中以编号 {{number}} 结束后导入：退回数量和退款已计入，其他流程未在此发生。', policy: '策略 {{id}}，版本 {{version}}', forLine: '第 {{line}} 行',
  noParcels: '还没有预约包裹。', parcel: '包裹 {{number}}', attempts: '取件失败 {{count}} 次', window: '取件时间 {{from}} 至 {{to}}',
  money: { estimate: '预计退款', total: '退款金额', goods: '商品', tax: '税额', shipping: '退还运费', restocking: '折旧费', returnShipping: '退货运费', discountTakenBack: '收回折扣（未达门槛）', discountGivenBack: '退还折扣', state: '状态' },
  noStock: '此退货单没有库存变动。', movement: { sku: 'SKU', bucket: '库存类型', quantity: '数量', why: '原因', at: '时间' },
  timeline: { moved: '{{from}} → {{to}}', refused: '被拒绝：{{why}}', details: '提交内容' },
  message: { to: '发送至 {{recipient}}', sent: '已发送', no_address: '无联系方式', refused: '邮件服务器拒收', pending: '尚未发送' },
  noMessages: '还没有给顾客发送消息。',
  sendBack: { keep_trying: '继续尝试寄回', dispose: '处置商品', restock: '重新入库', write_off: '核销：承运商已丢失' },
  actions: { confirmed: '确认的内容', title: '可执行的操作', none: '您的角色目前没有可执行的操作。', done: '{{action}}：已完成', submit: '提交', note: '备注', confirmText: '确认 {{units}} 件，预计退款约 {{amount}}。请核对以下明细与金额：' },
  fields: {
    reason: '原因', note: '备注', visible: '顾客可见', resolved: '需关注的问题已处理', carrier: '承运商', tracking: '运单号', window: '取件时间', event: '物流动态',
    quantity: '数量', disposition: '处置方式', condition: '成色', outcome: '结束方式', accept: '协商方案', accepted: '接受', declined: '不接受', rating: '评分', comment: '评价',
    complaint: '投诉内容', text: '答复内容', decision: '裁决', uphold: '成立', dismiss: '不成立', user: '同事', line: '第 {{line}} 行 · {{sku}}',
  },
}
export default returns
