// Keys for programs: whose, what they may do, until when, and when last used.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Empty, Input, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { revokeToken, tokensPage, type Token } from '../../api/settings'
import { useMay } from '../../app/session'
import { useFilter } from '../../parts/address'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { momentWidth } from '../../parts/Rows'
import { When } from '../../parts/Words'
import { Secret } from './Secret'
import { TokenDialog } from './TokenDialog'

const size = 100

type State = 'valid' | 'revoked' | 'expired'
const tones: Record<State, string> = { valid: 'done', revoked: 'ended', expired: 'over' }
const stateOf = ({ revoked_at, expires_at }: Token): State => (revoked_at ? 'revoked' : expires_at && Date.parse(expires_at) < Date.now() ? 'expired' : 'valid')

export function Section() {
  const { t } = useTranslation()
  const name = useName()
  const everybody = useMay('listUsers')
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [filter, change] = useFilter(['user'] as const)
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<{ name: string; secret: string }>()
  const revoking = useMutation({
    mutationFn: ({ id }: Token) => revokeToken(id),
    onSuccess: (_, token) => {
      message.success(t('settings.tokens.revoked', { token: token.name }))
      void queries.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  const ask = (token: Token) =>
    modal.confirm({ title: t('settings.tokens.revokeTitle', { token: token.name }), content: t('settings.tokens.revokeText'), okText: t('settings.tokens.revoke'), okButtonProps: { danger: true }, cancelText: t('app.form.cancel'), onOk: () => revoking.mutateAsync(token).catch(() => undefined) })
  return (
    <>
      <div className="page-head">
        <span className="secondary">{t('settings.tokens.text')}</span>
        {everybody && <Input.Search key={filter.user ?? ''} aria-label={t('settings.tokens.ofUser')} placeholder={t('settings.users.id')} allowClear defaultValue={filter.user} onSearch={(user) => change({ user: user.trim() })} className="page-search" />}
        <span className="grow" />
        <Button type="primary" onClick={() => setMaking(true)}>{t('settings.tokens.make')}</Button>
      </div>
      {made && <Secret title={t('settings.tokens.made', { token: made.name })} secret={made.secret} close={() => setMade(undefined)} />}
      <ProblemNotice error={revoking.error} />
      <LongRows<Token>
        key={filter.user} label={t('settings.sections.tokens')} ask={tokensPage({ ...filter, limit: size })} size={size} lines={2}
        empty={<Empty description={<><b>{t('settings.tokens.empty')}</b><br />{t('settings.tokens.emptyHint')}</>} />}
        columns={[
          { title: t('settings.name'), show: (token) => <><b>{token.name}</b><div className="secondary">{token.prefix}…</div></> },
          ...(everybody ? [{ title: t('settings.tokens.user'), width: 150, show: (token: Token) => token.user_id }] : []),
          { title: t('settings.role'), width: 120, show: (token) => name('role', token.role) },
          { title: t('settings.state'), width: 110, show: (token) => <Tag className={`tone tone-${tones[stateOf(token)]}`}>{t(`settings.tokens.states.${stateOf(token)}`)}</Tag> },
          { title: t('settings.tokens.expires'), width: momentWidth, show: (token) => (token.expires_at ? <When at={token.expires_at} /> : t('settings.never')) },
          { title: t('settings.tokens.used'), width: momentWidth, show: (token) => (token.last_used_at ? <When at={token.last_used_at} /> : <span className="secondary">{t('settings.never')}</span>) },
          { title: t('settings.change'), width: 110, show: (token) => stateOf(token) === 'valid' && <Button size="small" danger aria-label={`${t('settings.tokens.revoke')} ${token.name}`} onClick={() => ask(token)}>{t('settings.tokens.revoke')}</Button> },
        ]}
      />
      {making && <TokenDialog close={() => setMaking(false)} made={setMade} />}
    </>
  )
}
