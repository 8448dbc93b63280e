export { Agent } from './agent.ts';
export type { AgentOptions, ModelSettings } from './settings.ts';
