/** Every release on the package index, newest first; the table is complete when the index has no more. */
export const RELEASES = [
  '0.9.5',
  '0.9.4',
  '0.9.3',
  '0.9.2',
  '0.9.1',
  '0.9.0',
  '0.8.3',
  '0.8.2',
  '0.8.1',
  '0.8.0',
  '0.7.1',
];

/** The release whose facts are committed in `generated/`. */
export const PINNED = '0.9.5';

/**
 * Imported by older releases and never asked for a field. Without the check of its packages' versions an older
 * transformers runs with the pinned release's numpy.
 */
export const STUBS = ['trl', 'peft', 'gradio', 'transformers.dependency_versions_check'];

export const stubsOf = (release: string): readonly string[] => (release === PINNED ? [] : STUBS);
