import type { Texts } from './en'

const portal: Texts = {
  title: '退货服务', leave: '退出', waiting: '请稍候…', back: '返回', more: '显示更多', again: '重试',
  offline: '网络不可用，您填写的内容不会丢失，请稍后重试。',
  away: '服务繁忙，请稍后重试，请求不会重复提交。',
  tooOften: '尝试次数过多，请等待 {{seconds}} 秒后重试。',
  find: { title: '申请退货', text: '查找订单即可申请退货，或查看退货进度。', number: '订单号', contact: '下单时的邮箱或手机号', go: '查找订单', mail: '把链接发到我的邮箱', mailed: '如果订单号和联系方式正确，链接已发往下单时的邮箱，请查收邮件。' },
  mine: { returns: '我的退货', orders: '我的订单', none: '暂无订单。' },
  order: {
    title: '订单 {{number}}', ordered: '下单日期：{{day}}', choose: '请选择要退的商品', canReturn_one: '可退 {{count}} 件', canReturn_other: '可退 {{count}} 件',
    nothing: '此订单已没有可退的商品。', under: '退货处理中', back: '已退回',
  },
  request: {
    reason: '退货原因', condition: '商品状况', choose: '请选择…', note: '问题描述（选填）', quantityOf: '{{item}} 的数量', more: '增加一件：{{item}}', fewer: '减少一件：{{item}}',
    photos: '照片', photosWhy: '上传破损处和包装的照片，可加快处理。', addPhoto: '添加照片', photo: '照片 {{number}}', removePhoto: '删除照片 {{number}}', uploading: '正在上传…',
    method: '退回方式', pickup: '上门取件', drop_off: '自行送到网点', address: '取件地址', phone: '联系电话', check: '核对申请',
  },
  summary: {
    title: '请核对', refund_one: '{{count}} 件商品，预计退款', refund_other: '{{count}} 件商品，预计退款', fees: '已扣除费用 {{amount}}。', review: '我们会审核您的申请并通知您。', atOnce: '申请将立即通过。',
    refused: '以下原因无法退货：', pickup: '取件地址：{{address}}', dropOff: '自行送到网点', photos_one: '{{count}} 张照片', photos_other: '{{count}} 张照片', send: '提交申请', back: '修改',
  },
  stage: {
    sent: '审核中', question: '需要您补充信息', offer: '我们有一个方案', toConfirm: '请您确认', approved: '已同意退货', onItsWay: '退回途中', checked: '已收货，正在验货',
    toPay: '退款处理中', refunded: '已退款', rejected: '未通过', cancelled: '已取消', expired: '已过期', sentBack: '正在寄回给您', closed: '已关闭',
  },
  next: {
    sent: '我们会审核您的申请，通常两天内答复。', question: '请在下方回复，我们随即继续处理。', offer: '请在下方接受方案，或拒绝后由我们重新审核。',
    toConfirm: '请再次核对并确认，随后我们安排退回。', approved: '请保管好商品和包装，接下来将发放面单或安排取件。', onItsWay: '收到包裹后我们会通知您。',
    checked: '验货完成后即为您退款。', toPay: '款项将退回原支付方式，银行到账需要几天。', refunded: '已全部完成，感谢您的耐心。',
    rejected: '您的申请未通过，如有异议可在下方投诉。', cancelled: '退货已取消，在退货期内可以重新申请。', expired: '长时间未收到回复，在退货期内可以重新申请。',
    sentBack: '商品将寄回给您。', closed: '此退货已关闭。',
  },
  step: { sent: '已申请', approved: '已同意', onItsWay: '退回途中', checked: '收货验货', refunded: '已退款' },
  track: { sent: '申请已提交，编号为 {{rma}}。', parcel: '包裹', window: '取件时间 {{from}} 至 {{to}}', label: '打开面单', slip: '装箱单', slipWhy: '请打印本单并放入包裹。', what: '退回商品', refund: '预计退款', refunded: '已退款' },
  ask: {
    question: '我们的问题', answer: '您的回复', send: '发送回复', offer: '我们的方案', amount: '您将获得 {{amount}}', keep: '商品由您保留', units_one: '{{item}} {{count}} 件', units_other: '{{item}} {{count}} 件',
    accept: '接受方案', decline: '拒绝', confirm: '请您确认', confirmText_one: '退回 {{count}} 件商品，退款 {{amount}}。', confirmText_other: '退回 {{count}} 件商品，退款 {{amount}}。', confirmIt: '确认',
  },
  cancel: { open: '取消退货', sure: '确定取消退货吗？商品由您保留，不会退款。', do: '确定取消', keep: '不，继续退货' },
  after: {
    rate: '您对此次服务满意吗？', stars_one: '{{count}} 星', stars_other: '{{count}} 星', comment: '补充说明（选填）', send: '提交', thanks: '您评了 {{rating}} 星（满分 5 星），谢谢。',
    complain: '遇到问题？投诉', wrong: '请描述问题', sendComplaint: '提交投诉', complaint: '您的投诉', waits: '我们会尽快答复。', escalate: '我对答复不满意',
  },
}
export default portal
