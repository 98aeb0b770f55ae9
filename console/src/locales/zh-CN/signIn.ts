import type { PageTexts } from '../en/pages'

const signIn: PageTexts['signIn'] = {
  title: '登录',
  login: '用户名或邮箱', password: '密码', submit: '登录',
  wrong: '用户名或密码不正确，请检查后重试；密码可能已被修改。',
  tooOften: '尝试次数过多，请等待 {{seconds}} 秒后重试。',
  provider: '使用 {{name}} 登录', or: '或',
  problem: {
    provider_away: '贵组织的登录服务没有响应，请稍后重试；如持续如此，请联系管理员。',
    provider_declined: '登录已取消，或被贵组织拒绝。',
    not_proven: '登录未能确认，可能耗时过长，或期间又开始了另一次登录，请重新登录。',
    no_role: '您的账号有效，但在此没有角色，请联系管理员分配。',
    user_disabled: '您的用户已在此停用，管理员可重新启用。',
  },
  dev: '开发环境用户', devHint: '点击即可登录，此列表仅在 backhaul dev 下显示。',
  back: '登录已失效，请重新登录，登录后继续刚才的工作。',
  tagline: '每一单退货，从申请到退款，都在途中。',
}
export default signIn
