// Who may sign in, as what, and since when not any more.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Empty, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeUser, usersPage, type User, type UserRole } from '../../api/settings'
import { useSession } from '../../app/session'
import { useFilter } from '../../parts/address'
import { LongRows } from '../../parts/LongRows'
import { useName } from '../../parts/name'
import { ProblemNotice } from '../../parts/ProblemNotice'
import { momentWidth } from '../../parts/Rows'
import { When } from '../../parts/Words'
import { PasswordDialog } from './PasswordDialog'
import { UserDialog } from './UserDialog'

const size = 100
export const roles: UserRole[] = ['admin', 'reviewer', 'finance', 'warehouse', 'logistics', 'support', 'auditor', 'integration', 'customer']

export function Section() {
  const { t } = useTranslation()
  const name = useName()
  const { user: me } = useSession()
  const { modal, message } = App.useApp()
  const queries = useQueryClient()
  const [filter, change] = useFilter(['role'] as const)
  const role = roles.find((each) => each === filter.role)
  const [shown, setShown] = useState<{ user?: User; what: 'user' | 'password' }>()
  const switching = useMutation({
    mutationFn: (user: User) => changeUser(user.id, { disabled: !user.disabled_at }),
    onSuccess: (user) => {
      message.success(t(user.disabled_at ? 'settings.users.disabled' : 'settings.users.enabled', { user: user.name }))
      void queries.invalidateQueries({ queryKey: ['users'] })
    },
  })
  const ask = (user: User) => {
    if (user.disabled_at) switching.mutate(user)
    else modal.confirm({ title: t('settings.users.disableTitle', { user: user.name }), content: t('settings.users.disableText'), okText: t('settings.users.disable'), okButtonProps: { danger: true }, cancelText: t('app.form.cancel'), onOk: () => switching.mutateAsync(user).catch(() => undefined) })
  }
  return (
    <>
      <div className="page-head">
        <Select aria-label={t('settings.role')} placeholder={t('settings.users.anyRole')} allowClear className="page-select" value={role} onChange={(value) => change({ role: value })} options={roles.map((value) => ({ value, label: name('role', value) }))} />
        <span className="grow" />
        <Button type="primary" onClick={() => setShown({ what: 'user' })}>{t('settings.users.add')}</Button>
      </div>
      <ProblemNotice error={switching.error} />
      <LongRows<User>
        key={role} label={t('settings.sections.users')} ask={usersPage({ limit: size, ...(role && { role }) })} size={size} lines={2}
        empty={<Empty description={<><b>{t('settings.users.empty')}</b><br />{t('settings.users.emptyHint')}</>} />}
        columns={[
          { title: t('settings.users.id'), width: 150, show: (user) => <b title={user.id}>{user.id}</b> },
          { title: t('settings.name'), width: 180, show: (user) => <>{user.name}{user.email && <div className="secondary">{user.email}</div>}</> },
          { title: t('settings.role'), width: 120, show: (user) => <>{name('role', user.role)}{user.customer_id && <div className="secondary">{user.customer_id}</div>}</> },
          {
            title: t('settings.state'), width: 150,
            show: (user) => user.disabled_at
              ? <Tag className="tone tone-ended">{t('settings.users.isDisabled')}</Tag>
              : <Tag className={`tone tone-${user.has_password || user.issuer ? 'done' : 'waits'}`}>{user.issuer ? t('settings.users.byProvider') : user.has_password ? t('settings.users.active') : t('settings.users.noPassword')}</Tag>,
          },
          { title: t('settings.since'), width: momentWidth, show: (user) => <When at={user.disabled_at ?? user.created_at} /> },
          {
            title: t('settings.change'), width: 240,
            show: (user) => (
              <div className="settings-actions">
                <Button size="small" aria-label={`${t('settings.edit')} ${user.id}`} onClick={() => setShown({ user, what: 'user' })}>{t('settings.edit')}</Button>
                {!user.issuer && <Button size="small" aria-label={`${t('settings.users.password')} ${user.id}`} onClick={() => setShown({ user, what: 'password' })}>{t('settings.users.password')}</Button>}
                {user.id !== me.id && <Button size="small" danger={!user.disabled_at} aria-label={`${t(user.disabled_at ? 'settings.users.enable' : 'settings.users.disable')} ${user.id}`} onClick={() => ask(user)}>{t(user.disabled_at ? 'settings.users.enable' : 'settings.users.disable')}</Button>}
              </div>
            ),
          },
        ]}
      />
      {shown?.what === 'user' && <UserDialog user={shown.user} close={() => setShown(undefined)} />}
      {shown?.what === 'password' && shown.user && <PasswordDialog user={shown.user} close={() => setShown(undefined)} />}
    </>
  )
}
