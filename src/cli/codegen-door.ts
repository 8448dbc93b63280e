/** The one way from the command line to codegen: loaded when it is needed, a chunk of its own in the bundle. */
export const loadCodegen = async () => (await import('../../codegen/cli.ts')).codegen;

/** Shows a spinner on stderr where a person is watching, for work over a second. */
export const loadProgress = async () =>
  (await import('../../codegen/progress.ts')).showProgress(process.stderr);
