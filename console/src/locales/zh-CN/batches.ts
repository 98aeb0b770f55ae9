import type { PageTexts } from '../en/pages'

const batches: PageTexts['batches'] = {
  title: '批量退货', new: '新建批次', state: '状态', anyState: '全部状态', states: { running: '进行中', paused: '已暂停', done: '已完成', cancelled: '已取消' },
  empty: '没有批次', emptyHint: '批次可一次提交许多退货：在订单页勾选订单，或上传表格。',
  columns: { choose: '选择', name: '名称', state: '状态', progress: '进度', by: '发起人', at: '发起时间', row: '行', order: '订单', outcome: '结果', return: '退货单', status: '状态', problem: '问题', decisions: '批量处理' },
  counts: '已提交 {{done}} · 失败 {{failed}} · 取消 {{cancelled}} · 等待 {{waiting}}', of: '{{done}} / {{total}} 行',
  pause: '暂停', resume: '继续', cancel: '取消批次', cancelTitle: '不再提交此批次余下的退货？', cancelText: '余下 {{waiting}} 行不再处理，已提交的退货单保持不变。', cancelNo: '继续进行',
  took: { pause: '批次正在暂停', resume: '批次继续进行', cancel: '批次已取消' },
  review: '批量审核', confirm: '批量确认', chosen_one: '已选 {{count}} 行', chosen_other: '已选 {{count}} 行', allOf: '全部 {{count}} 个已提交的退货', chooseRow: '选择第 {{row}} 行', chooseAll: '选择当前显示的所有行', none: '取消选择',
  decision: { approve: '通过', reject: '拒绝', request_info: '要求补充' }, note: '备注', noteToCustomer: '顾客将看到的内容',
  reviewTitle: '批量审核退货', confirmTitle: '批量确认退货', decideText: '范围：{{what}}。逐单处理，个别失败不影响其他退货单。', onlyStatus: '仅限此状态', anyStatus: '不限状态',
  send: '提交', sent: '已记录，各行将显示处理结果。',
  decisionsTitle: '批量处理记录', decisionLine: '共 {{total}} 行：成功 {{taken}}，失败 {{refused}}，等待 {{waiting}}', rowsTitle: '明细',
  outcomes: { waiting: '等待', opening: '提交中', opened: '已提交', refused: '未通过校验', rejected: '无法读取', cancelled: '已取消' }, anyOutcome: '全部结果', onlyFailed: '仅看失败',
  answers: { waiting: '等待', taken: '成功', refused: '失败', cancelled: '取消' },
  rowsEmpty: '没有记录', rowsEmptyHint: '没有此类结果的行。',
  upload: {
    title: '上传表格新建批次', text: '带表头的 CSV 或 Excel 文件。有误的行会保留并注明原因，不影响其他行。', template: '下载空白模板',
    name: '批次名称', nameHint: '例如：冬季促销', file: '表格', choose: '拖入或选择表格文件', chosen: '{{name}}（{{size}} KB）', send: '开始', wrongKind: '{{name}} 不是 CSV 或 XLSX，请另存为其中一种。', needed: '请选择表格文件。', started: '批次已开始',
  },
  ofOrders: {
    title: '退回 {{count}} 个订单', text: '所选订单中仍可退的商品将全部退回，每个订单生成一张退货单，由顾客自行寄回。', name: '批次名称', reason: '原因', condition: '成色', refundTo: '退款方式', send: '开始',
    reading: '正在读取订单…', nothing: '所选订单已没有可退的商品。', summary: '{{orders}} 个订单，{{units}} 件', left: '以下订单已无可退商品：{{orders}}',
  },
}
export default batches
