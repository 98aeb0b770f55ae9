// The frame around every page: menu, language, look, who is signed in.
import {
  ApiOutlined, ColumnHeightOutlined, LogoutOutlined, MenuFoldOutlined, MenuUnfoldOutlined, MoonOutlined, QuestionCircleOutlined,
  SunOutlined, UserOutlined,
} from '@ant-design/icons'
import { App, Badge, Button, Dropdown, Grid, Layout, Tooltip } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, useLocation, useNavigate } from 'react-router'
import { signOut } from '../api/session'
import { Loading } from '../parts/Loading'
import { useName } from '../parts/name'
import { Bell } from './Bell'
import { useDensity } from './density'
import { LanguageSwitch } from './LanguageSwitch'
import { useLive } from './live-state'
import { MainMenu } from './MainMenu'
import { entriesFor, may } from './menu'
import { useMode } from './mode'
import { OfflineBanner } from './OfflineBanner'
import { useSession } from './session'
import { ShortcutSheet } from './ShortcutSheet'
import { listenToKeys, useShortcuts } from './shortcuts'
import { useTour } from './tour'

const FirstReturn = lazy(() => import('../pages/help/FirstReturn'))
const PhoneMenu = lazy(() => import('./PhoneMenu'))

export function Shell() {
  const { t } = useTranslation()
  const { lg } = Grid.useBreakpoint()
  const [folded, setFolded] = useState(false)
  const [menuOpen, setMenuOpen] = useState(false)
  const [sheetOpen, setSheetOpen] = useState(false)
  const here = useLocation()
  useEffect(listenToKeys, [])
  useEffect(() => setMenuOpen(false), [here.pathname])
  useGoShortcuts(() => setSheetOpen(true))
  useOutbox()
  const phone = lg === false
  const tour = useTour()

  return (
    <Layout className="shell">
      <a className="skip" href="#content">{t('app.skip')}</a>
      {!phone && (
        <Layout.Sider width={208} collapsedWidth={64} collapsed={folded} className="shell-sider">
          <Brand small={folded} />
          <nav aria-label={t('app.openMenu')}><MainMenu /></nav>
        </Layout.Sider>
      )}
      {phone && <Suspense><PhoneMenu open={menuOpen} close={() => setMenuOpen(false)} /></Suspense>}
      <Layout>
        <Layout.Header className="shell-header">
          <Button
            type="text"
            aria-label={phone ? t('app.openMenu') : t('app.foldMenu')}
            icon={phone || folded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
            onClick={() => (phone ? setMenuOpen(true) : setFolded(!folded))}
          />
          <span className="grow" />
          <LiveMark />
          <Bell />
          <Tooltip title={t('app.shortcuts.open')}>
            <Button type="text" aria-label={t('app.shortcuts.open')} icon={<QuestionCircleOutlined />} onClick={() => setSheetOpen(true)} />
          </Tooltip>
          <ModeSwitch />
          <LanguageSwitch />
          <Account short={phone} />
        </Layout.Header>
        <OfflineBanner />
        <Layout.Content id="content" className="shell-content" tabIndex={-1}>
          <Suspense fallback={<Loading page />}><Outlet /></Suspense>
        </Layout.Content>
      </Layout>
      <Suspense>{tour?.on && <FirstReturn tour={tour} />}</Suspense>
      <ShortcutSheet open={sheetOpen} close={() => setSheetOpen(false)} />
    </Layout>
  )
}

function Brand({ small }: { small: boolean }) {
  const { t } = useTranslation()
  return (
    <Link to="/" className="brand" aria-label={t('app.name')}>
      <img src="/favicon.svg" alt="" width={28} height={28} />
      {!small && <span>{t('app.name')}</span>}
    </Link>
  )
}

function useGoShortcuts(openSheet: () => void) {
  const { t } = useTranslation()
  const go = useNavigate()
  const names = { q: 'goReview', r: 'goReturns', o: 'goOrders', n: 'goNew', w: 'goWarehouse', l: 'goLogistics', f: 'goFinance' } as const
  useShortcuts([
    { keys: '?', does: t('app.shortcut.sheet'), scope: 'everywhere', run: openSheet },
    ...entriesFor(useSession()).filter(({ key }) => key && key in names).map(({ key, path }) => ({
      keys: `g ${key}`, does: t(`app.shortcut.${names[key as keyof typeof names]}`), scope: 'everywhere' as const, run: () => void go(path),
    })),
  ])
}

/** What the warehouse did without a network is sent from whatever page one is on. */
function useOutbox() {
  const session = useSession()
  const owner = may(session, 'receiveReturn') ? session.user.id : undefined
  useEffect(() => {
    if (!owner) return
    const over = new AbortController()
    void import('../pages/warehouse/bench').then(({ keepSending }) => over.signal.aborted || over.signal.addEventListener('abort', keepSending(owner)))
      .catch(() => undefined) // its page will fetch it
    return () => over.abort()
  }, [owner])
}

function LiveMark() {
  const { t } = useTranslation()
  const text = useLive() ? t('app.live') : t('app.notLive')
  return (
    <Tooltip title={text}>
      <span role="status" aria-label={text} className="live-mark"><Badge status={useLive() ? 'success' : 'default'} /></span>
    </Tooltip>
  )
}

function ModeSwitch() {
  const { t } = useTranslation()
  const { mode, toggle } = useMode()
  const text = mode === 'dark' ? t('app.toLight') : t('app.toDark')
  return (
    <Tooltip title={text}>
      <Button type="text" aria-label={text} icon={mode === 'dark' ? <SunOutlined /> : <MoonOutlined />} onClick={toggle} />
    </Tooltip>
  )
}

function Account({ short }: { short: boolean }) {
  const { t } = useTranslation()
  const name = useName()
  const { density, toggle } = useDensity()
  const { modal } = App.useApp()
  const session = useSession()
  const { user } = session
  const leave = async () => {
    const waiting = may(session, 'receiveReturn') ? (await import('../pages/warehouse/bench')).countWaiting(user.id) : 0
    if (waiting > 0 && !(await modal.confirm({ title: t('app.leaveWaiting.title', { count: waiting }), content: t('app.leaveWaiting.text'), okText: t('app.leaveWaiting.leave'), cancelText: t('app.leaveWaiting.stay') }))) return
    location.assign((await signOut()) ?? '/sign-in') // a new page remembers nothing of who was here
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'who', disabled: true, label: `${user.name} · ${name('role', user.role)}` },
          { type: 'divider' },
          { key: 'density', icon: <ColumnHeightOutlined />, label: t(density === 'compact' ? 'app.toRoomy' : 'app.toCompact'), onClick: toggle },
          { key: 'docs', icon: <ApiOutlined />, label: <a href="/docs" target="_blank" rel="noreferrer">{t('app.menu.apiDocs')}</a> },
          { key: 'leave', icon: <LogoutOutlined />, label: t('app.signOut'), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" aria-label={short ? t('app.account') : undefined} icon={<UserOutlined />}>{short ? null : user.name}</Button>
    </Dropdown>
  )
}
