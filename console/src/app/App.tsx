// What every page lives in: language, look, answers of the API, addresses.
import { QueryClientProvider } from '@tanstack/react-query'
import { App as AntApp, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router'
import { DensityContext, firstDensity, keepDensity, type Density } from './density'
import { language, type Language } from './language'
import { ModeContext } from './mode'
import { queries } from './queries'
import { router } from './routes'
import { firstMode, keepMode, themeOf, type Mode } from './theme'

/** Ant Design's own texts and the names of months, loaded with the language. */
const packs: Record<Language, () => Promise<Locale>> = {
  en: async () => (await import('antd/es/locale/en_GB')).default,
  'zh-CN': async () => {
    const [pack, dayjs] = await Promise.all([import('antd/es/locale/zh_CN'), import('dayjs'), import('dayjs/locale/zh-cn')])
    dayjs.default.locale('zh-cn')
    return pack.default
  },
}

/** Lists to choose from and the like open inside the page's landmark, where screen readers look for what belongs to it. */
const popupsInPage = () => document.getElementById('content') ?? document.body

export function App() {
  const { i18n } = useTranslation()
  // Never nothing: Ant Design would wrap the page anew when it comes, and what was entered by then were gone.
  const [pack, setPack] = useState<Locale>(() => ({ locale: language() }))
  const [mode, setMode] = useState<Mode>(firstMode)
  const [density, setDensity] = useState<Density>(firstDensity)

  useEffect(() => {
    let current = true
    void packs[language()]().then((loaded) => current && setPack(loaded))
    return () => {
      current = false
    }
  }, [i18n.language])

  useEffect(() => {
    document.documentElement.dataset.mode = mode
    document.documentElement.style.colorScheme = mode
    document.documentElement.dataset.density = density
  }, [mode, density])

  const choice = useMemo(
    () => ({
      mode,
      toggle: () =>
        setMode((before) => {
          const after = before === 'dark' ? 'light' : 'dark'
          keepMode(after)
          return after
        }),
    }),
    [mode],
  )
  const closeness = useMemo(
    () => ({
      density,
      toggle: () =>
        setDensity((before) => {
          const after = before === 'compact' ? 'roomy' : 'compact'
          keepDensity(after)
          return after
        }),
    }),
    [density],
  )

  return (
    <QueryClientProvider client={queries}>
      <ModeContext value={choice}>
        <DensityContext value={closeness}>
          <ConfigProvider locale={pack} theme={themeOf(mode, density)} button={{ autoInsertSpace: false }} wave={{ disabled: true }} getPopupContainer={popupsInPage}>
            <AntApp component={false}>
              <RouterProvider router={router} />
            </AntApp>
          </ConfigProvider>
        </DensityContext>
      </ModeContext>
    </QueryClientProvider>
  )
}
