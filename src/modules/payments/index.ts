export { prepareOrder } from './orders/prepare.ts'
export { checkOrder } from './orders/check.ts'
export { stopChangedOrder, stopOrder } from './orders/stop.ts'
export { bankNumber } from './orders/domain.ts'
export type { BankDeps } from './bank/deps.ts'
export { importResults } from './bank/import-results.ts'
export { importStatement, type BankFileBody } from './bank/import-statement.ts'
export { unexplainedUntil } from './bank/unexplained.ts'
export { makeBatch } from './bank/make-batch.ts'
export {
  stateOwnAccount as statePayingAccount,
  verifyOwnAccount as verifyPayingAccount,
} from './bank/own-accounts.ts'
export { exceptionMatters } from './exceptions/matters.ts'
export { bookingsOfOrders } from './orders/booked.ts'
export { paidBeside } from './orders/behind.ts'
export { paymentRoutes } from './routes.ts'
export { changedPayees, ordersToStop } from './subscriptions.ts'
