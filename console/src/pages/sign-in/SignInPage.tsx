// The door. In development its users stand beside it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Divider, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { asProblem } from '../../api/problem'
import { sessionQuery, signIn } from '../../api/session'
import { home } from '../../app/menu'
import { settings } from '../../app/settings'
import { addTexts } from '../../app/texts'
import { LanguageSwitch } from '../../app/LanguageSwitch'
import en from '../../locales/en/signIn'
import zh from '../../locales/zh-CN/signIn'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { ownPath } from './ownPath'

addTexts('signIn', { en, 'zh-CN': zh })

interface Entered {
  login: string
  password: string
}

export function Page() {
  const { t } = useTranslation()
  const name = useName()
  const go = useNavigate()
  const queries = useQueryClient()
  const [parameters] = useSearchParams()
  const to = ownPath(parameters.get('to'))
  const entering = useMutation({
    mutationFn: ({ login, password }: Entered) => signIn(login, password),
    onSuccess: (session) => {
      queries.clear() // nothing of who was here before
      queries.setQueryData(sessionQuery.queryKey, session)
      void go(to ?? home(session), { replace: true })
    },
  })

  return (
    <main className="sign-in">
      <div className="sign-in-corner"><LanguageSwitch /></div>
      <Card className="sign-in-card">
        <h1><img src="/favicon.svg" alt="" width={36} height={36} /> {t('app.name')}</h1>
        <p className="secondary">{t('signIn.tagline')}</p>
        {to && !entering.error && <Alert type="info" showIcon title={t('signIn.back')} className="gap-below" />}
        <SignInProblem error={entering.error} />
        {!entering.error && <ProviderProblem word={parameters.get('problem')} />}
        {settings.provider && (
          <Button type="primary" size="large" block href={`/v1/session/provider?to=${encodeURIComponent(to ?? '/')}`}>
            {t('signIn.provider', { name: settings.provider })}
          </Button>
        )}
        {settings.provider && settings.local_users && <Divider plain>{t('signIn.or')}</Divider>}
        {settings.local_users && <Form<Entered> layout="vertical" onFinish={(entered) => entering.mutate(entered)} requiredMark={false}>
          <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, message: t('app.form.required') }]}>
            <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('app.form.required') }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type={settings.provider ? 'default' : 'primary'} htmlType="submit" size="large" block loading={entering.isPending}>
            {t('signIn.submit')}
          </Button>
        </Form>}
        {settings.dev_users.length > 0 && (
          <section className="dev-users">
            <h2>{t('signIn.dev')}</h2>
            <p className="secondary">{t('signIn.devHint')}</p>
            <div>
              {settings.dev_users.map((user) => (
                <Button key={user.login} disabled={entering.isPending} onClick={() => entering.mutate(user)}>
                  {name('role', user.role)}
                </Button>
              ))}
            </div>
          </section>
        )}
      </Card>
    </main>
  )
}

/** What the server says in a word when the provider's way in has not led in. */
const providerProblems = ['provider_away', 'provider_declined', 'not_proven', 'no_role', 'user_disabled'] as const

function ProviderProblem({ word }: { word: string | null }) {
  const { t } = useTranslation()
  const known = providerProblems.find((problem) => problem === word)
  return known ? <Alert role="alert" type="error" showIcon title={t(`signIn.problem.${known}`)} className="gap-below" /> : null
}

function SignInProblem({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!error) return null
  const problem = asProblem(error)
  if (problem.status === 401) return <Alert role="alert" type="error" showIcon title={t('signIn.wrong')} className="gap-below" />
  if (problem.status === 429) {
    return <Alert role="alert" type="error" showIcon title={t('signIn.tooOften', { seconds: problem.retryAfter ?? 60 })} className="gap-below" />
  }
  return <div className="gap-below"><ProblemNotice error={error} /></div>
}
