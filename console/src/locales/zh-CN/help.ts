import type { PageTexts } from '../en/pages'

const help: PageTexts['help'] = {
  title: '帮助', progress: '已完成 {{done}} / {{of}} 步', finished: '全部完成，您已了解退货的完整流程。', again: '重新开始', done: '已完成', lead: '在页面上引导我完成', goOn: '从上次的步骤继续', leadAgain: '从头开始引导', doneStep: '已完成：{{step}}',
  topics: { guide: '第一个退货单', reviewer: '审核', warehouse: '仓库', finance: '退款', logistics: '物流', support: '客服', manager: '数据与管理', admin: '系统管理' },
}
export default help
