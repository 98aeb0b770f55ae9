import type { PageTexts } from '../en/pages'

const reports: PageTexts['reports'] = {
  title: '报表', choose: '报表', period: '时段', from: '从', to: '至', currency: '币种', anyCurrency: '全部币种', group: '维度', sort: '排序依据',
  names: {
    summary: '总览', reasons: '退货原因', products: '商品', trend: '趋势', customers: '顾客', 'cycle-times': '时效', refunds: '退款',
    dispositions: '商品去向', reviewers: '审核人', carriers: '承运商', policies: '策略', complaints: '投诉',
  },
  about: {
    summary: '本时段与上一时段的整体情况。', reasons: '顾客为什么退货。', products: '售出的商品退回了多少。', trend: '数据走势与移动平均。',
    customers: '谁退得多，谁的退货异常。', 'cycle-times': '每一步耗时多久，目前卡在哪里。', refunds: '已退的款项与待退的款项。',
    dispositions: '退回商品的去向与损失。', reviewers: '谁审核了多少，速度如何。', carriers: '各承运商的表现。',
    policies: '策略自动判定与人工处理的情况。', complaints: '顾客的满意程度。',
  },
  presets: { last7: '近 7 天', last30: '近 30 天', last90: '近 90 天', thisMonth: '本月', lastMonth: '上月', thisYear: '今年' }, ownPeriod: '自定义',
  compare: '与上一时段对比', span: '{{from}} – {{to}}', before: '上一时段：{{from}} – {{to}}', zone: '按 {{zone}} 计日',
  wrongOrder: '起始日期晚于结束日期，请选择更早的起始日期。',
  groups: { product: '商品', category: '品类', day: '日', week: '周', month: '月' },
  sorts: { requested: '申请件数', units: '退回件数', rate: '退货率', sold: '销售额', refunded: '退款额', loss: '损失', unusual: '异常优先' },
  tables: {
    outcomes: '处理结果', reason: '原因', product: '商品', category: '品类', trend: '逐期数据', customer: '顾客', steps: '各环节停留时长', passed: '各环节流转的退货单', waiting: '目前等待中的退货单',
    refundTo: '退款方式', openRefunds: '待支付', disposition: '去向', reviewer: '审核人', carrier: '承运商', policy: '策略', complaints: '投诉结果',
  },
  columns: {
    requested: '申请件数', requestedBefore: '上期申请', returned: '退回件数', sold: '售出件数', rate: '退货率', rateBefore: '上期退货率', refunded: '退款额', refundedBefore: '上期退款额', loss: '损失', share: '占比', shareSoFar: '累计占比',
    returns: '退货单', returnsBefore: '上期退货单', approvedByPolicy: '自动通过', approvedByHand: '人工通过', rejectedByPolicy: '自动拒绝', rejectedByHand: '人工拒绝', cancelled: '已取消', expired: '已超时关闭',
    automatic: '自动判定率', automaticBefore: '上期自动判定率', refunds: '退款笔数', refundsBefore: '上期笔数', fees: '扣除费用', outcome: '结果', period: '时段', average: '移动平均', customers: '顾客数', unusualTotal: '异常顾客',
    rejected: '被拒绝', notAsSent: '实物不符', complaints: '投诉', unusual: '异常之处', step: '环节', count: '样本数', median: '中位数', medianBefore: '上期中位数', p90: '90% 不超过', p90Before: '上期 90%',
    waitsFor: '等待', overdue: '已超时', state: '状态', amount: '金额', units: '件数', unitsBefore: '上期件数', decided: '审核数', decidedBefore: '上期审核数', approved: '通过', asked: '要求补充', parcels: '包裹数', parcelsBefore: '上期包裹数',
    delivered: '送达', lost: '丢件', pickupsFailed: '取件失败', complaintRate: '占全部退货', rating: '平均评分', ratings: '评分数', upheld: '成立', dismissed: '不成立', open: '处理中',
  },
  unusual: { high_rate: '退货率远高于他人', often_rejected: '经常被拒绝', often_incomplete: '经常缺件' },
  ends: { available: '重新上架', refurbish: '翻新', quarantine: '隔离待检', scrap: '报废', vendor: '退供应商', send_back: '寄回顾客', missing: '缺失', lost: '途中丢失', wrong_item: '错发商品' },
  chartOf: '“{{title}}”图表，数据与表格相同', drill: '查看这些退货单', drillHint: '点击表格行或图表中的柱形，可查看对应的退货单。',
  tableFile: '当前表格（CSV）', allFile: '全部报表（Excel）', printFile: '全部报表（可打印）',
  empty: '此时段没有数据', emptyHint: '请选择更长的时段或其他币种。',
}
export default reports
