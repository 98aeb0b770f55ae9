import { Menu } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { entriesFor } from './menu'
import { useSession } from './session'

export function MainMenu() {
  const { t } = useTranslation()
  const session = useSession()
  const { pathname } = useLocation()
  const items = entriesFor(session).map(({ path, name, icon }) => ({ key: path, icon, label: <Link to={path}>{t(`app.menu.${name}`)}</Link> }))
  const chosen = items.filter(({ key }) => pathname === key || pathname.startsWith(`${key}/`)).map(({ key }) => key)
  return <Menu mode="inline" items={items} selectedKeys={chosen} className="shell-menu" />
}
