import type { PageTexts } from '../en/pages'

const orders: PageTexts['orders'] = {
  title: '订单', search: '订单号、姓名、邮箱或顾客编号', searchLabel: '搜索订单', from: '下单日期从', to: '至',
  empty: '没有订单', emptyHint: '没有符合条件的订单。订单来自商城系统或导入。',
  columns: { number: '订单号', customer: '顾客', ordered: '下单时间', paid: '实付', status: '退货状态', item: '商品', bought: '购买', reserved: '退货中', returned: '已退回', returnable: '可退' },
  several: { column: '选择', open: '批量退货', choose: '选择订单 {{number}}', choosePage: '选择当前显示的所有订单', chosen: '已选 {{count}} 个订单', none: '取消选择' },
  newReturn: '新建退货', returnsOf: '此订单的退货单', delivered: '签收', customer: '顾客',
  newTitle: '为订单 {{number}} 新建退货', choose: '请先选择订单', chooseHint: '找到订单后，在订单页点击“新建退货”。', toOrders: '前往订单',
  method: '退回方式', refundTo: '退款方式', note: '备注', address: '取件地址', contact: '联系人', phone: '电话', window: '取件时间', chooseWindow: '选择时间',
  quantity: '数量', reason: '原因', condition: '成色', lineNote: '问题说明',
  photos: '照片', addPhotos: '拖入、粘贴或选择照片', camera: '拍照', remove: '移除照片', uploading: '上传中…',
  nothing: '请选择要退回的商品和数量。', judging: '正在按策略判定…', estimate: '预计退款约 {{amount}}', willBe: '提交后状态：{{status}}',
  check: '核对并提交', confirmTitle: '确认提交此退货？', confirmText: '订单 {{number}}，共 {{units}} 件，预计退款约 {{amount}}。', send: '提交退货', back: '返回修改', opened: '{{rma}} 已提交',
}
export default orders
