// A mail as its reader sees it: with a mail program that shows HTML, or without.
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface Mail {
  subject: string
  text: string
  html: string
}

export function MailView({ mail, language }: { mail: Mail; language: string }) {
  const { t } = useTranslation()
  const [plain, setPlain] = useState(false)
  return (
    <section className="panel" aria-label={t('settings.messages.preview')}>
      <div className="page-head">
        <h2>{t('settings.messages.preview')}</h2>
        <span className="grow" />
        <Segmented size="small" aria-label={t('settings.messages.preview')} value={plain ? 'text' : 'html'} onChange={(chosen) => setPlain(chosen === 'text')} options={[{ value: 'html', label: t('settings.messages.asHTML') }, { value: 'text', label: t('settings.messages.asText') }]} />
      </div>
      <p lang={language}><b>{mail.subject}</b></p>
      {plain ? <pre className="settings-snippet settings-mail-text" lang={language} tabIndex={0} role="region" aria-label={t('settings.messages.asText')}>{mail.text}</pre>
        // An origin of its own, from which it reaches nothing of this page; and the page's policy, which it
        // inherits, lets nothing of it run. (Without allow-scripts no tool can look into it, such as axe.)
        : <iframe title={mail.subject} sandbox="allow-scripts" srcDoc={mail.html} className="settings-mail-page" />}
    </section>
  )
}
