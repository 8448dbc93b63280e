export { type Starter, type StarterOptions, starterConfig } from './starter.ts';
export type { Chosen, Origin } from './value.ts';
export { printStarter, type YamlOptions } from './yaml.ts';
