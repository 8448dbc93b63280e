export type { Progress, SourceContext } from './context.ts';
export { type Extra, type ExtraModule, PARAMS_CONFIG } from './extra.ts';
export { type Located, type Location, locateSource } from './locate.ts';
export { openSource, reopenSource, type Source } from './open.ts';
export type { SourceKind, SourceRequest } from './plan.ts';
export type { Root, Snapshot } from './snapshot.ts';
export { type SourceWatch, type Taken, type WatchListener, watchSource } from './watch.ts';
