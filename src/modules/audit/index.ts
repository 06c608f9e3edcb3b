export { loggedRow, recorder, type RecorderDeps } from './record.ts'
export { follow, followFromNow, timelineOf, type FeedHandler, type FollowedEntry } from './feed.ts'
export { logSigner, type LogSigner } from './signing.ts'
export { anySealedKey, hasSigned, keepKeyName, loadKnownKey, type KnownKey } from './store-key.ts'
export {
  sequenceNow,
  startSequencer,
  type LogStanding,
  type Sequencer,
  type SequencerDeps,
} from './sequencer.ts'
export { startSinks, type Sink, type SinkDeps } from './sinks.ts'
export { readNotes, type NoteFile } from './note-file.ts'
export { folderSink, readFolder } from './sink-folder.ts'
export { mailSink } from './sink-mail.ts'
export { logWaiting, type LogWaiting } from './store-waiting.ts'
export { verifyLive, type OutsideEvidence, type VerifyDeps } from './verify-live.ts'
export { verifyBundleOffline } from './verify-bundle.ts'
export { findingText, sinkName, sinkProblemText, verificationText } from './present.ts'
export { isSinkAlarming, sinkNames, type SinkStanding } from './domain.ts'
export { sinkStandings } from './store-sinks.ts'
export { makeBundle, type BundleAsk, type MadeBundle } from './make-bundle.ts'
export { auditRoutes, type AuditRouteDeps } from './routes.ts'
export { lastVerified } from './verified.ts'
export { verificationJob, type VerificationJobDeps } from './verification-job.ts'
