export type { PaymentDeps } from './deps.ts'
export { orderStates, isLive, isStoppable, type OrderState } from './orders/domain.ts'
export { prepareOrder, type PrepareBody } from './orders/prepare.ts'
export { checkOrder, loadForOrders, orderObjection, type CheckBody } from './orders/check.ts'
export { stopOrder, stopChangedOrder, type StopBody } from './orders/stop.ts'
export {
  failedRows,
  lockOrders,
  paidRows,
  returnedRows,
  sentRows,
  unknownRows,
  type OrdersInHand,
} from './orders/outcome.ts'
export { exceptionMatters } from './exceptions/matters.ts'
export { bookingsOfOrders } from './orders/booked.ts'
export { orderTable, type OrderRow } from './tables.ts'
export { paidBeside } from './orders/behind.ts'
export { paymentRoutes, type PaymentRouteDeps } from './routes.ts'
export { changedPayees, ordersToStop } from './subscriptions.ts'
