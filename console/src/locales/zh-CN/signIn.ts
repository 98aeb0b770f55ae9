import type { Texts } from '../en'

const signIn: Texts['signIn'] = {
  title: '登录',
  login: '用户名或邮箱', password: '密码', submit: '登录',
  wrong: '用户名或密码不正确，请检查后重试；密码可能已被修改。',
  tooOften: '尝试次数过多，请等待 {{seconds}} 秒后重试。',
  dev: '开发环境用户', devHint: '点击即可登录，此列表仅在 backhaul dev 下显示。',
  back: '登录已失效，请重新登录，登录后继续刚才的工作。',
  tagline: '每一单退货，从申请到退款，都在途中。',
}
export default signIn
