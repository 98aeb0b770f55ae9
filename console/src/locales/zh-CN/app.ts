import type { Texts } from '../en'

const app: Texts['app'] = {
  name: 'Backhaul 回途',
  menu: { review: '审核队列', returns: '退货单', orders: '订单', newReturn: '新建退货', warehouse: '仓库', logistics: '物流', finance: '退款', stock: '库存', strays: '意外到货', held: '暂存商品', reports: '报表', batches: '批量退货', imports: '数据导入', complaints: '投诉', settings: '设置', help: '帮助', apiDocs: '接口文档' },
  skip: '跳到正文',
  language: '语言',
  dark: '深色', light: '浅色',
  toCompact: '切换为紧凑显示', toRoomy: '切换为宽松显示',
  toDark: '切换为深色', toLight: '切换为浅色',
  account: '账号', signOut: '退出登录',
  leaveWaiting: {
    title_one: '本设备上还有 {{count}} 条您的录入未发送', title_other: '本设备上还有 {{count}} 条您的录入未发送', leave: '仍要退出', stay: '保持登录',
    text: '只有您在本设备上登录时才会发送。请等网络恢复后再退出。',
  },
  openMenu: '打开菜单', foldMenu: '收起菜单',
  live: '实时：变化会自动显示',
  notLive: '未连接：变化暂时不会自动显示',
  loading: '加载中…',
  notFound: { title: '没有这个页面', text: '地址可能有误，或页面已移动。', home: '返回首页' },
  forbidden: { title: '您的角色不能使用此页面', text: '当前登录角色为{{role}}，如有需要请联系管理员。' },
  offline: { title: '无法连接服务器', text: '当前内容可能不是最新的。您填写的内容不会丢失，系统会自动重试。' },
  shortcuts: { title: '键盘快捷键', open: '查看键盘快捷键', everywhere: '全局', here: '本页', none: '本页没有专用快捷键。', manual: '查看完整手册' },
  shortcut: {
    sheet: '显示此列表', search: '搜索', goReview: '前往审核队列', goReturns: '前往退货单', goOrders: '前往订单', goNew: '新建退货', goWarehouse: '前往仓库', goLogistics: '前往物流', goFinance: '前往退款',
  },
  crashed: { title: '页面出错了', text: '请重新加载。如果仍有问题，请把刚才的操作告诉管理员。', reload: '重新加载' },
  unfetched: { title: '无法加载此页面', text: '网络或服务器不可用。网络恢复后页面会自动加载；已打开的页面仍可使用。' },
  problem: {
    offline: '无法连接服务器。请检查网络后重试，不会重复提交。',
    temporary: '服务繁忙或正在重启，请稍后重试，操作不会只完成一半。',
    signedOut: '登录已失效，请重新登录，登录后会回到本页。',
    internal: '这是系统故障，与您的操作无关。请把编号 {{id}} 告诉管理员。',
    again: '重试',
    requestId: '请求编号：{{id}}',
    overtaken: '{{who}}已先处理：{{what}}，{{when}}。',
    overtakenBySomebody: '已有人先处理。您打开之后，此退货单已发生变化。',
    refresh: '查看最新状态',
    allowed: '当前可以：{{actions}}',
  },
  bell: { waiting: '有 {{count}} 项待处理', none: '没有待处理事项', overdue: '{{count}} 项已超时', complaints: '投诉', held_goods: '暂存商品', strays: '意外到货' },
  views: {
    title: '已保存的视图', own: '我的', team: '团队', save: '保存此视图', change: '修改此视图', name: '名称', hint: '视图保存显示哪些内容，不保存搜索词、顾客和订单。',
    shared: '团队成员都可以使用', saved: '视图“{{name}}”已保存', deleted: '视图“{{name}}”已删除', delete: '删除', copy: '此视图属于 {{owner}}，您保存的将是自己的视图。',
  },
  undo: { undo: '撤销', done: '已撤销：{{said}}', failed: '未能撤销：{{said}}。', since: '此后已有人更改，请查看最新状态。' },
  rows: { all: '共 {{total}} 条', some: '已加载 {{total}} 条，继续滚动可加载更多' },
  file: { download: '下载', csv: 'CSV', xlsx: 'Excel（XLSX）', html: '可打印页面' },
  form: {
    cancel: '取消', close: '关闭', save: '保存', more: '更多', less: '收起', all: '全部', none: '无', yes: '是', no: '否', required: '此项必填。',
    copied: '已复制', copyLink: '复制当前视图的链接', loadMore: '加载更多', optional: '选填',
  },
}
export default app
