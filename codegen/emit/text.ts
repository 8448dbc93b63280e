import { TextLayer } from '../../src/model/catalog.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { type Artifact, jsonText } from './artifact.ts';

/** `text/text.json`: upstream's own sentences. Never committed or packed. */
export const emitText = (text: TextLayer): Artifact => ({
  path: ARTIFACT.text,
  content: jsonText(TextLayer.parse(text), 2),
});
