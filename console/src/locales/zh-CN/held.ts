import type { PageTexts } from '../en/pages'

const held: PageTexts['held'] = {
  title: '暂存商品', columns: { goods: '商品', due: '待办事项', waitsFor: '等待处理方', since: '暂存时间' },
  strays: '意外到货', empty: '没有暂存商品', emptyHint: '待寄回顾客的商品，以及已到货但尚未处理的商品，会显示在这里。',
}
export default held
