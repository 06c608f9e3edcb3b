export { recorder, type RecorderDeps } from './record.ts'
export { follow, timelineOf, type FeedEntry, type FeedHandler } from './feed.ts'
