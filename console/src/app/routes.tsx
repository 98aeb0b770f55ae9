// The addresses. Every page is loaded when somebody first goes there.
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { Loading } from '../parts/Loading'
import { Crashed } from './Crashed'
import { Forbidden, NotFound } from './Nowhere'
import { home, may } from './menu'
import { SignedIn, useSession } from './session'
import { Unfetched } from './Unfetched'

function Home() {
  return <Navigate to={home(useSession())} replace />
}

/** A page for roles that may call an operation. */
function page(path: string, needs: string, load: () => Promise<{ Page: React.ComponentType }>): RouteObject {
  return {
    path,
    ErrorBoundary: Crashed,
    lazy: async () => {
      // The router shows nothing at all of a page that was not fetched, so that it is told of another one.
      const { Page } = await load().catch(() => ({ Page: Unfetched }))
      return {
        Component: function Allowed() {
          return may(useSession(), needs) ? <Page /> : <Forbidden />
        },
      }
    },
  }
}

export const router = createBrowserRouter([
  {
    ErrorBoundary: Crashed,
    HydrateFallback: () => <Loading page />,
    children: [
      { path: '/sign-in', lazy: async () => ({ Component: (await import('../pages/sign-in/SignInPage')).Page }) },
      {
        Component: SignedIn,
        children: [
          {
            lazy: async () => ({ Component: (await import('./Shell')).Shell }),
            children: [
              { index: true, Component: Home },
              page('/returns', 'listReturns', () => import('../pages/returns/ReturnsPage')),
              page('/returns/:id', 'getReturn', () => import('../pages/returns/ReturnPage')),
              page('/orders', 'listOrders', () => import('../pages/orders/OrdersPage')),
              page('/orders/:number', 'getOrder', () => import('../pages/orders/OrderPage')),
              page('/new-return', 'openReturn', () => import('../pages/new-return/NewReturnPage')),
              page('/review', 'reviewReturn', () => import('../pages/review/ReviewQueuePage')),
              page('/finance', 'listRefundTasks', () => import('../pages/finance/FinancePage')),
              page('/finance/reconcile', 'reconcileRefunds', () => import('../pages/finance/ReconcilePage')),
              page('/warehouse', 'receiveReturn', () => import('../pages/warehouse/WarehousePage')),
              page('/logistics', 'reportTracking', () => import('../pages/logistics/LogisticsPage')),
              page('/batches', 'listBatches', () => import('../pages/batches/BatchesPage')),
              page('/batches/:id', 'getBatch', () => import('../pages/batches/BatchPage')),
              page('/imports', 'importStock', () => import('../pages/imports/ImportsPage')),
              page('/complaints', 'listDisputes', () => import('../pages/complaints/ComplaintsPage')),
              page('/stock', 'listStock', () => import('../pages/stock/StockPage')),
              page('/strays', 'listStrays', () => import('../pages/strays/StraysPage')),
              page('/held', 'listHeldGoods', () => import('../pages/held/HeldPage')),
              page('/reports', 'reportSummary', () => import('../pages/reports/ReportsPage')),
              page('/settings/:section?', 'listTokens', () => import('../pages/settings/SettingsPage')),
              page('/help/:topic?', 'listQueues', () => import('../pages/help/HelpPage')),
              { path: '*', Component: NotFound },
            ],
          },
        ],
      },
    ],
  },
])
