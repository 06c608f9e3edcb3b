export { bookEntries } from './book.ts'
export { pair, type Booking, type Posting } from './domain.ts'
