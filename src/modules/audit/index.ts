export { recorder, type RecorderDeps } from './record.ts'
export { follow, timelineOf, type FeedHandler, type FollowedEntry } from './feed.ts'
export { logSigner, type LogSigner } from './signing.ts'
export { startSequencer, type LogStanding, type Sequencer, type SequencerDeps } from './sequencer.ts'
