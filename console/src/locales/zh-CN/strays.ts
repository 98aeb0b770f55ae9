import type { PageTexts } from '../en/pages'

const strays: PageTexts['strays'] = {
  title: '意外到货', searchLabel: '只看某个退货单', search: '退货单号', views: { open: '待处理', decided: '已处理', all: '全部' },
  columns: { goods: '商品', came: '到货时间', state: '去向', decide: '处理' },
  empty: '没有记录', emptyHint: '仓库收到未申报的商品，或在退货单结束后到达的商品，会显示在这里。',
  waits: '等待处理', inNewReturn: '由另一退货单接收', decide: '处理', decideTitle: '{{quantity}} × {{sku}}', decided: '{{sku}} 已处理',
  text: '随 {{rma}} 到达。除非由另一退货单接收，否则不予退款。', way: '如何处理', toPlace: '确定去向', toReturn: '由另一退货单接收', return: '退货单', returnHint: '订单 {{order}} 中已确认的退货单。如果没有，请先新建。',
}
export default strays
