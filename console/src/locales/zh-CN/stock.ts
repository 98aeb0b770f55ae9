import type { PageTexts } from '../en/pages'

const stock: PageTexts['stock'] = {
  title: '库存', views: { levels: '库存量', movements: '库存流水' },
  sku: 'SKU', searchSku: '完整 SKU', searchLabel: '只看某个 SKU', return: '退货单', searchReturn: '退货单号', returnLabel: '只看某个退货单的流水',
  location: '仓位', bucket: '库存类别', quantity: '数量', why: '原因', at: '时间', who: '操作人', change: '变动',
  empty: '没有库存记录', emptyHint: '首次变动后才有库存量：退货待入库的商品，或一次手工调整。',
  noneOf: '没有 {{sku}} 的记录', noneOfHint: 'SKU 须与商城中的写法完全一致。可通过手工调整录入首批数量。',
  noMoves: '没有流水', noMovesHint: '库存量的每次变动都记录在此：退货流程产生的，以及手工调整。',
  showMoves: '流水', clear: '清除筛选',
  adjust: {
    open: '调整', title: '调整库存量', text: '将以您的名义写入一条流水。流水不可删除，只能再写一条冲抵。',
    by: '调整数量', byHint: '负数表示减少。', reason: '原因', reasonHint: '例如：重新盘点、货架上破损',
    now: '当前 {{level}}', after: '调整后 {{level}}', below: '仅有 {{level}} 件，不能减少更多。', zero: '这样不会有任何变动。',
    send: '写入流水', done: '{{sku}}：{{bucket}}现为 {{level}} 件', undoes: '撤销流水 {{movement}}：{{reason}}',
  },
}
export default stock
