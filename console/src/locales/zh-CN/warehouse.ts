import type { Texts } from '../en'

const warehouse: Texts['warehouse'] = {
  title: '仓库', scan: '扫描或输入退货单号，按回车', next: '下一个包裹', expected: '待收货与待验货', parcel: '运单号',
  empty: '暂无在途退货', emptyHint: '预约取件后，退货会出现在这里。',
  unknown: '没有退货单 {{rma}}', unknownHint: '请重新扫描，或输入装箱单上的单号。没有单号的包裹请单独存放并告知客服。',
  nothing: '仓库目前无需处理此退货。',
  count: '清点包裹', toCome: '还有 {{count}} 件未到', quantityOf: '{{sku}} 的数量', fewer: '减一：{{what}}', more: '加一：{{what}}',
  countIn: '收货 {{count}} 件', counted: '{{rma}} 已收货',
  slip: '装箱单', labels: '货架标签',
  camera: '用摄像头扫描', cameraHint: '请将装箱单上的码对准摄像头。', cameraElse: '请输入单号，或使用扫码枪。',
  cameraTrouble: { refused: '本页无权使用摄像头，请在浏览器设置中允许', none: '没有找到摄像头' },
  inspect: '验货', grade: '等级', book: '入账 {{count}} 件', inspected: '{{rma}} 已验货',
}
export default warehouse
