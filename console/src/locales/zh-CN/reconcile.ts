import type { PageTexts } from '../en/pages'

const reconcile: PageTexts['reconcile'] = {
  title: '退款对账', back: '返回退款列表', about: '将支付渠道或银行的文件与此处算作已付的退款逐笔核对。不会修改或保存任何内容。',
  columns: {
    title: '文件第一行应有以下列名；若列名不同，可在此对应：', needed: '必填', optional: '可省略',
    reference: '付款凭证号，即支付渠道给出或您登记的编号，也可以是退货单号。', amount: '付款金额，负号会被忽略。',
    currency: '三个字母，例如 GBP；未写币种的行可在下方统一指定。', paid_at: '付款日期，例如 2026-01-31。文件所含日期内此处已付的退款都应在文件中。',
  },
  template: '空白表格', file: '文件', choose: '将文件拖到此处，或点击选择：CSV 或 XLSX', chosen: '{{name}}（{{size}} KB）', needed: '请选择文件。', wrongKind: '{{name}} 不是 CSV 或 XLSX，请另存为其中一种。',
  currency: '未写币种的行的币种', currencyWrong: '三个字母，例如 GBP', from: '付款起始日', to: '付款截止日', daysHint: '不填则取文件中的日期。',
  provider: '仅限付款方', providerHint: '支付渠道（例如 fakepsp）或 by_hand（人工付款）。不填则所有退款都应在文件中。', providerWrong: '小写字母、数字和连字符，与订单付款列表中的写法一致',
  compare: '核对', stop: '停止', result: '核对结果', list: '明细：{{shown}}',
  summary: '已读取 {{rows}} 行，无法读取 {{bad}} 行。{{from}} 至 {{to}} 付出的退款应在文件中。',
  allWell: '每笔退款都在文件中出现一次且金额一致，没有其他付款。',
  totals: '合计', count: '笔数', inFile: '文件', here: '此处',
  outcome: '结果', outcomes: { matched: '一致', amount_differs: '金额不符', paid_twice: '重复付款', only_in_file: '仅在文件中', only_here: '仅在此处', pending_here: '此处未付' },
  means: {
    matched: '此处也已付，金额一致。', amount_differs: '此处也已付，但金额或币种不同。', paid_twice: '同一凭证号在文件中出现过，而应只付一次。',
    only_in_file: '此处没有这个凭证号。', only_here: '此处算作已付，但不在文件中。', pending_here: '在文件中，但此处未算作已付：仍在等待，或已失败。',
  },
  states: { planned: '尚未付款', submitted: '付款中', settled: '已付', failed: '已失败' },
  show: '显示', attention: '需要查看', everything: '全部', row: '行', first: '首次在第 {{row}} 行', reference: '凭证号', paidInFile: '文件中的付款日', refund: '此处的退款', task: '{{rma}} 的退款任务：{{said}}', none: '没有此类记录', more: '每类只显示前 1,000 条，下载的表格包含全部。',
  rejected: '无法读取的行', column: '列', message: '问题', download: '下载 {{format}}', preparing: '正在生成表格。',
}
export default reconcile
