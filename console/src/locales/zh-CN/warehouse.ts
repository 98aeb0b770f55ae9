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
  waiting: {
    title_one: '{{count}} 条登记待发送', title_other: '{{count}} 条登记待发送', refused: '未被接受', send: '立即发送', dismiss: '不再保留 {{rma}} 的登记',
    text: '网络已断开。您登记的内容保存在本设备上，网络恢复后会自动发送，且只发送一次。',
    receive: '收货 {{count}} 件', inspect: '验货 {{count}} 件', kept: '{{rma}} 已保存在本设备，稍后发送',
    first: '此退货的登记尚待发送，发送后再继续处理。',
    full: '本设备存储空间不足，无法暂存。请保持本页打开，待网络恢复后重新发送。',
    unseen: '断网时无法查询 {{rma}}', unseenHint: '请将包裹单独存放，或扫描待收货列表中的包裹。',
  },
}
export default warehouse
