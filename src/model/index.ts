export * from './catalog.ts';
export * from './error.ts';
export * from './json.ts';
export * from './manifest.ts';
export * from './parameter.ts';
export * from './place.ts';
export * from './sync.ts';
export * from './type-ref.ts';
