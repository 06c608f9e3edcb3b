export { answerBudget } from './answer.ts'
export type { BudgetDeps } from './deps.ts'
export { budgetMatters } from './matters.ts'
export { proposeBudget, type ProposeBody } from './propose.ts'
export { proveBudgets, type BudgetApart } from './proof.ts'
export { budgetItems, budgetsIn } from './queries.ts'
export {
  budgetsOver,
  findBudgets,
  holdRooms,
  type Budgets,
  type BudgetWord,
  type Line,
  type Rooms,
} from './rooms.ts'
export { budgetRoutes } from './routes.ts'
