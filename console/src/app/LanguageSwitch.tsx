import { TranslationOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, language, languages, type Language } from './language'

export function LanguageSwitch() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const items = Object.entries(languages).map(([key, label]) => ({ key, label: <span lang={key}>{label}</span> }))
  const choose = async (key: string) => {
    await chooseLanguage(key as Language)
    void queries.invalidateQueries() // sentences of the API are in the language too
  }
  return (
    <Dropdown menu={{ items, selectedKeys: [language()], onClick: ({ key }) => void choose(key) }} trigger={['click']}>
      <Button type="text" aria-label={t('app.language')} icon={<TranslationOutlined />} />
    </Dropdown>
  )
}
