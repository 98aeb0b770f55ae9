import type { Texts } from '../en'

const review: Texts['review'] = {
  title: '审核队列',
  views: { todo: '待我处理', free: '无人认领', mine: '我认领的', waiting: '等待顾客', all: '全部未结' },
  sort: '排序', sorts: { deadline: '最近到期', opened_at: '最早提交', '-opened_at': '最新提交' },
  reason: '原因', anyReason: '全部原因',
  search: '退货单号、订单号或顾客', searchLabel: '搜索队列',
  count: '显示 {{count}} 条', empty: '这里没有待处理的退货单', emptyHint: '新的申请会自动出现。可切换视图或清除筛选条件。',
  clear: '清除筛选',
  chooseOne: '请在左侧选择退货单', listLabel: '待审核退货单',
  overdue: '已逾期（{{span}}）', due: '{{span}}到期',
  units: '{{count}} 件', photos_count: '{{count}} 张照片',
  claimedBy: '{{name}} 已认领', claimedByMe: '您已认领', free: '无人认领',
  assign: { label: '处理人', me: '我（{{name}}）', nobody: '无人（取消认领）', nobodyFound: '没有这个姓名的审核员', done: '{{rma}} 已分派给 {{name}}', released: '{{rma}} 已取消认领' },
  approve: '通过', reject: '拒绝', ask: '补充材料', offer: '协商', claim: '认领', release: '取消认领', openPage: '打开详情',
  approveTitle: '通过 {{rma}}？', rejectTitle: '拒绝 {{rma}}', askTitle: '请顾客补充材料：{{rma}}', offerTitle: '与顾客协商：{{rma}}',
  approveText: '共 {{units}} 件，预计退款约 {{amount}}。系统会立即通知顾客。',
  phrases: '常用语',
  note: '备注', noteToCustomer: '给顾客的说明', noteWhy: '原因', noteAsk: '需要补充的内容',
  approvedQuantity: '通过数量', offerAmount: '协商金额', keepItem: '顾客保留商品',
  offerNeeds: '请填写金额，或选择让顾客保留商品，也可两者都选。',
  sent: { approve: '{{rma}} 已通过', reject: '{{rma}} 已拒绝', request_info: '{{rma}} 已请顾客补充材料', counter_offer: '{{rma}} 已发出协商方案' },
  select: '选择 {{rma}} 进行批量操作', chosen: '已选 {{count}} 条', bulkApprove: '批量通过', bulkNone: '取消选择',
  bulk: {
    title: '批量通过 {{count}} 单', text: '按申请内容逐单通过，某一单失败不影响其他退货单。',
    start: '开始', done: '已通过 {{done}} / {{total}}', failed: '{{count}} 单未通过', waiting: '等待中', running: '处理中', ok: '已通过',
  },
  facts: { order: '订单', history: '该顾客', returnsBefore: '历史退货', noReturns: '没有其他退货', ordered: '下单', delivered: '签收', notDelivered: '未知', paid: '实付', ofBought: '{{quantity}} / 购买 {{bought}} 件' },
  keys: {
    next: '下一单', previous: '上一单', approve: '通过', reject: '拒绝', ask: '请顾客补充材料', offer: '协商', claim: '认领或取消认领', assign: '分派给同事',
    choose: '选择以批量操作', open: '打开详情页',
  },
}
export default review
