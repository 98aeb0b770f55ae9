import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { MainMenu } from './MainMenu'

/** The menu of screens too narrow to show it beside the page. */
export default function PhoneMenu({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useTranslation()
  return (
    <Drawer open={open} onClose={close} placement="left" size={260} title={t('app.name')} styles={{ body: { padding: 8 } }}>
      <MainMenu />
    </Drawer>
  )
}
