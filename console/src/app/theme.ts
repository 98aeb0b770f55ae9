// The look of the console. Colors are chosen so that text keeps a contrast of
// 4.5 to 1 on every ground it stands on, light and dark.
import { theme, type ThemeConfig } from 'antd'
import type { Density } from './density'

export type Mode = 'light' | 'dark'
const key = 'backhaul.mode'

export function firstMode(): Mode {
  const chosen = localStorage.getItem(key)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function keepMode(mode: Mode) {
  localStorage.setItem(key, mode)
}

const font =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans', sans-serif"

export function themeOf(mode: Mode, density: Density): ThemeConfig {
  const dark = mode === 'dark'
  const compact = density === 'compact'
  return {
    algorithm: [dark ? theme.darkAlgorithm : theme.defaultAlgorithm, ...(compact ? [theme.compactAlgorithm] : [])],
    token: {
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      fontFamily: font,
      ...(compact && { fontSizeSM: 12 }), // what is small already would be too small to read
      colorPrimary: dark ? '#6aa5ff' : '#0b57d0',
      ...(!dark && { colorPrimaryHover: '#1a66d9' }),
      colorError: dark ? '#ff8a80' : '#c62828',
      colorLink: dark ? '#7db0ff' : '#0b57d0',
      colorTextSecondary: dark ? 'rgba(255,255,255,.75)' : 'rgba(0,0,0,.68)',
      colorTextTertiary: dark ? 'rgba(255,255,255,.65)' : 'rgba(0,0,0,.62)',
      colorTextDescription: dark ? 'rgba(255,255,255,.68)' : 'rgba(0,0,0,.62)',
      colorTextPlaceholder: dark ? 'rgba(255,255,255,.6)' : 'rgba(0,0,0,.6)',
      colorBgLayout: dark ? '#0d1117' : '#f4f6f9',
      colorBgContainer: dark ? '#161b22' : '#ffffff',
      borderRadius: 8,
    },
    components: {
      Layout: { headerBg: dark ? '#161b22' : '#ffffff', siderBg: dark ? '#161b22' : '#ffffff', headerHeight: 56, headerPadding: '0 16px' },
      Menu: { itemBg: 'transparent', ...(dark && { itemSelectedColor: '#bcd5ff' }) },
      Button: { primaryColor: dark ? '#06142b' : '#ffffff' },
    },
  }
}
