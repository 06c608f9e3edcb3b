export { recorder, type RecorderDeps } from './record.ts'
