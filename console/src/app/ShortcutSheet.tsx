import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRegistered, type Shortcut } from './shortcuts'

/** Lists the keys that do something here. */
export function ShortcutSheet({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation()
  const all = useRegistered()
  const list = (title: string, shortcuts: readonly Shortcut[], none?: string) => (
    <section>
      <h2 className="section-title">{title}</h2>
      {shortcuts.length === 0 && <p className="secondary">{none}</p>}
      <dl className="keys">
        {shortcuts.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{keys.split(' ').map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
  return (
    <Modal open={open} onCancel={close} footer={null} title={t('app.shortcuts.title')} width={560}>
      {list(t('app.shortcuts.here'), all.filter(({ scope }) => scope === 'here'), t('app.shortcuts.none'))}
      {list(t('app.shortcuts.everywhere'), all.filter(({ scope }) => scope === 'everywhere'))}
      <p><Link to="/help" onClick={close}>{t('app.shortcuts.manual')}</Link></p>
    </Modal>
  )
}
