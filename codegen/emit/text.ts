import { TextLayer } from '../../src/model/catalog.ts';
import { ARTIFACT } from '../../src/model/manifest.ts';
import { checkedWriter } from './checked.ts';

/** `text/text.json`: upstream's own sentences. Never committed or packed. */
export const emitText = checkedWriter(ARTIFACT.text, TextLayer, 2);
