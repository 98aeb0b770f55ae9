import type { Texts } from '../en'

const logistics: Texts['logistics'] = {
  title: '物流', views: { book: '待预约', pickups: '已预约', transit: '运输中', trouble: '需关注' },
  empty: { book: '暂无待预约的取件', pickups: '暂无已预约的取件', transit: '暂无运输中的包裹', trouble: '暂无需关注的包裹' },
  emptyHint: '退货确认后会出现在这里。', do: '操作', earlier: '此前 {{count}} 个', label: '面单',
}
export default logistics
