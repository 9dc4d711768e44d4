export { attachEmbedded } from './attach-embedded.ts'
export { startEmbedded } from './start-embedded.ts'
export type { EmbeddedOptions, EmbeddedServer } from './start-embedded.ts'
