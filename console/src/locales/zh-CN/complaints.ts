import type { PageTexts } from '../en/pages'

const complaints: PageTexts['complaints'] = {
  title: '投诉', views: { open: '待答复', answered: '已答复', decided: '已裁定', all: '全部' },
  columns: { return: '退货单', state: '状态', customer: '顾客', text: '投诉内容', opened: '投诉时间', waits: '等待', deadline: '期限' },
  empty: '没有投诉', emptyHint: '处理结果出来后，顾客可在退货进度页投诉。答复请在退货单页面进行。',
}
export default complaints
