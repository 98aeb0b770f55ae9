// The pages a role can go to. Which ones it may see follows from the calls that
// the session allows, so that the API alone decides.
import {
  AuditOutlined, BarChartOutlined, ContainerOutlined, FrownOutlined, ImportOutlined, InboxOutlined, PayCircleOutlined, PlusCircleOutlined, QuestionCircleOutlined, RollbackOutlined, SettingOutlined, ShoppingOutlined, StockOutlined, TruckOutlined, UnorderedListOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Session } from '../api/session'
import type { Texts } from '../locales/en'

export interface Entry {
  path: string
  name: keyof Texts['app']['menu']
  icon: ReactNode
  /** The operation of the API without which the page is of no use. */
  needs: string
  /** The second key after `g`. */
  key?: string
}

export const entries: Entry[] = [
  { path: '/review', name: 'review', icon: <AuditOutlined />, needs: 'reviewReturn', key: 'q' },
  { path: '/finance', name: 'finance', icon: <PayCircleOutlined />, needs: 'decideRefund', key: 'f' },
  { path: '/warehouse', name: 'warehouse', icon: <InboxOutlined />, needs: 'receiveReturn', key: 'w' },
  { path: '/logistics', name: 'logistics', icon: <TruckOutlined />, needs: 'reportTracking', key: 'l' },
  { path: '/returns', name: 'returns', icon: <RollbackOutlined />, needs: 'listReturns', key: 'r' },
  { path: '/orders', name: 'orders', icon: <ShoppingOutlined />, needs: 'listOrders', key: 'o' },
  { path: '/new-return', name: 'newReturn', icon: <PlusCircleOutlined />, needs: 'openReturn', key: 'n' },
  { path: '/batches', name: 'batches', icon: <UnorderedListOutlined />, needs: 'createBatch' },
  { path: '/imports', name: 'imports', icon: <ImportOutlined />, needs: 'importStock' },
  { path: '/complaints', name: 'complaints', icon: <FrownOutlined />, needs: 'answerComplaint' },
  { path: '/stock', name: 'stock', icon: <StockOutlined />, needs: 'listStock' },
  { path: '/strays', name: 'strays', icon: <InboxOutlined />, needs: 'decideStray' },
  { path: '/held', name: 'held', icon: <ContainerOutlined />, needs: 'sendBack' },
  { path: '/reports', name: 'reports', icon: <BarChartOutlined />, needs: 'reportSummary' },
  { path: '/settings', name: 'settings', icon: <SettingOutlined />, needs: 'listTokens' },
  { path: '/help', name: 'help', icon: <QuestionCircleOutlined />, needs: 'listQueues' },
]

export function may(session: Session, operation: string) {
  return session.allowed.some((call) => call.operation === operation)
}

export const entriesFor = (session: Session) => entries.filter((entry) => may(session, entry.needs))

/** Where somebody lands who named no page. */
export const home = (session: Session) => entriesFor(session)[0]?.path ?? '/orders'
