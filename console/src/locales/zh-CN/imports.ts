import type { PageTexts } from '../en/pages'

const imports: PageTexts['imports'] = {
  title: '数据导入', kinds: { orders: '订单', stock: '盘点库存', reasons: '退货原因', returns: '历史退货' },
  about: {
    orders: '商城订单，每行一个订单明细。', stock: '盘点后的库存，每行一种商品。',
    reasons: '退货原因，每行一个。', returns: '原系统中已结束的退货，每行一个明细。',
  },
  rows: '有误的行不影响其他行，重复导入同一文件不会产生变动。', template: '下载空白模板',
  file: '文件', choose: '拖入或选择文件：CSV、XLSX 或 NDJSON', chosen: '{{name}}（{{size}} KB）', needed: '请选择文件。', wrongKind: '{{name}} 不是 CSV、XLSX 或 NDJSON，请另存为其中一种。',
  currency: '币种', currencyHint: '用于未注明币种的行。', currencyWrong: '三个大写字母，例如 CNY', from: '原系统名称', fromHint: '与原退货单号一起确定是哪一张退货单。',
  try: '仅试运行', take: '导入', stop: '停止', outcome: '导入结果', was: '导入结果', wouldBe: '试运行结果，未做任何更改',
  counts: '成功 {{accepted}} 行，失败 {{refused}} 行。', ofOrders: '订单：新增 {{created}}，更新 {{updated}}，未变 {{unchanged}}。', ofRows: '新增 {{created}}，更新 {{updated}}，未变 {{unchanged}}。',
  headings: {
    title: '未识别的表头', missing: '文件缺少列 {{columns}}。请选择它对应哪个表头，或在文件中补上该列。',
    unused: '这些列会被忽略。如果其中有我们的列，请选择对应关系。', none: '忽略', use: '按此重新试运行',
  },
  refused: '未导入的行', firstOnly: '仅显示前 {{count}} 行：', columns: { row: '行', field: '列', message: '问题' },
}
export default imports
