import { boundsFault, MAX_CONFIG_BYTES } from './bounds.ts';
import { diagnose } from './diagnose.ts';
import type { ConfigDocument } from './document.ts';
import { interpolationFault } from './interpolation.ts';
import { readJson } from './json/read.ts';
import { applyOverrides } from './overrides.ts';
import { readYaml } from './yaml/read.ts';

export type ConfigFormat = 'yaml' | 'json';

/**
 * A config's text as upstream's `read_args` reads it: YAML or JSON, the overrides after it, then what OmegaConf checks.
 * Never throws; what is refused is among the diagnostics.
 */
export const readConfig = (
  text: string,
  format: ConfigFormat,
  overrides: readonly string[] = [],
): ConfigDocument => {
  if (text.length > MAX_CONFIG_BYTES) return tooLarge(format);
  const bounds = boundsFault(text);
  if (bounds !== undefined) return refusal(format, diagnose('yaml-size', bounds, { line: 1, column: 1 }));
  const read = format === 'json' ? readJson(text) : readYaml(text);
  const refused = read.diagnostics.some(({ severity }) => severity === 'error');
  return refused ? read : checkInterpolations(applyOverrides(read, overrides));
};

/** Bytes of a file; what is no UTF-8 is a diagnostic with the place of the first bad byte. */
export const readConfigBytes = (
  bytes: Uint8Array,
  format: ConfigFormat,
  overrides: readonly string[] = [],
): ConfigDocument => {
  if (bytes.length > MAX_CONFIG_BYTES) return tooLarge(format);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const bad = text.indexOf('\uFFFD');
  if (bad >= 0 && !isUtf8(bytes)) {
    const before = text.slice(0, bad).split('\n');
    return refusal(
      format,
      diagnose('file-not-text', 'The file is not UTF-8 text.', {
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
      }),
    );
  }
  return readConfig(text, format, overrides);
};

/** By the ending of its name, as upstream decides; anything but `.json` is read as YAML. */
export const formatOf = (path: string): ConfigFormat => (/\.json$/i.test(path) ? 'json' : 'yaml');

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

const tooLarge = (kind: ConfigFormat): ConfigDocument =>
  refusal(
    kind,
    diagnose(
      'file-too-large',
      `The file has more than ${MAX_CONFIG_BYTES} bytes; a config has some thousands.`,
      { line: 1, column: 1 },
    ),
  );

const refusal = (kind: ConfigFormat, diagnostic: ReturnType<typeof diagnose>): ConfigDocument => ({
  kind,
  entries: [],
  diagnostics: [diagnostic],
});

const checkInterpolations = (document: ConfigDocument): ConfigDocument => {
  const faults = document.entries.flatMap((entry) => {
    const fault = interpolationFault(entry.value);
    return fault === undefined
      ? []
      : [diagnose('interpolation', fault, { key: String(entry.key), ...entry.valueSpan })];
  });
  return faults.length === 0 ? document : { ...document, diagnostics: [...document.diagnostics, ...faults] };
};
