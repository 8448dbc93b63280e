export * from './catalog.ts';
export * from './error.ts';
export * from './json.ts';
export * from './parameter.ts';
export * from './place.ts';
export * from './type-ref.ts';
