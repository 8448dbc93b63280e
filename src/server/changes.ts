import type { Server, ServerNotifier } from '@modelcontextprotocol/server';
import type { Catalog } from '../catalog/index.ts';
import { type ResourceKind, uriOf } from '../tools/resource.ts';
import { isChanged, keysOf } from '../tools/resources.ts';
import { invalid } from './offer.ts';
import type { CatalogState } from './state.ts';

/**
 * Tells subscribers what a swap changed: every list is made anew, and each resource whose content differs is named, if
 * anybody listens. Who did not ask for a notification does not get it; that is the router's or the session's to know.
 */
export function announceSwap(
  notify: ServerNotifier,
  kinds: readonly ResourceKind[],
  before: Catalog,
  after: Catalog,
  { listened, onerror }: { readonly listened: boolean; readonly onerror: (error: Error) => void },
): void {
  notify.toolsChanged();
  notify.promptsChanged();
  notify.resourcesChanged();
  if (!listened) return;
  changedUris(kinds, before, after)
    .then((uris) => uris.forEach(notify.resourceUpdated))
    .catch(onerror);
}

const comparisons = new WeakMap<Catalog, WeakMap<Catalog, Promise<readonly string[]>>>();

/** Once for a swap, however many sessions there are. */
function changedUris(
  kinds: readonly ResourceKind[],
  before: Catalog,
  after: Catalog,
): Promise<readonly string[]> {
  const from = comparisons.get(before) ?? new WeakMap<Catalog, Promise<readonly string[]>>();
  comparisons.set(before, from);
  const uris = from.get(after) ?? compared(kinds, before, after);
  from.set(after, uris);
  return uris;
}

/** Resources compared before requests have their turn again: some milliseconds. */
const TURN = 8;

/** Answers come first: rendering every resource of two catalogs takes a while. */
async function compared(
  kinds: readonly ResourceKind[],
  before: Catalog,
  after: Catalog,
): Promise<readonly string[]> {
  const uris: string[] = [];
  for (const kind of kinds) {
    for (const [index, key] of keysOf(kind, before, after).entries()) {
      if (index % TURN === 0) await new Promise<void>((turn) => setTimeout(turn, 0));
      if (isChanged(kind, key, before, after)) uris.push(uriOf(kind, key));
    }
  }
  return uris;
}

/** Of the URIs that one client subscribed to, together; as much as a listener of the newer era may name. */
const MOST_SUBSCRIBED = 16 << 10;

/**
 * Announces swaps to the one client of a lasting connection, until it is closed. A client of the older era subscribes
 * by request, which is remembered here; for the newer one the entry filters by its open subscriptions.
 */
export function announceTo(
  server: Server,
  era: 'legacy' | 'modern',
  state: CatalogState,
  kinds: readonly ResourceKind[],
  onerror: (error: Error) => void,
): void {
  const subscribed = new Set<string>();
  server.setRequestHandler('resources/subscribe', ({ params }) => {
    const names = [...subscribed, params.uri];
    // Else a client could fill the memory with names, whatever there is of them.
    if (names.reduce((sum, { length }) => sum + length, 0) > MOST_SUBSCRIBED)
      throw invalid(
        `No more than ${MOST_SUBSCRIBED} characters of URIs can be subscribed to; unsubscribe from others.`,
      );
    subscribed.add(params.uri);
    return {};
  });
  server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri);
    return {};
  });
  const send = (sending: Promise<void>): void => void sending.catch(onerror);
  const notify: ServerNotifier = {
    toolsChanged: () => send(server.sendToolListChanged()),
    promptsChanged: () => send(server.sendPromptListChanged()),
    resourcesChanged: () => send(server.sendResourceListChanged()),
    resourceUpdated: (uri) => {
      if (era === 'modern' || subscribed.has(uri)) send(server.sendResourceUpdated({ uri }));
    },
  };
  const end = state.onSwap((now, before) => {
    const listened = era === 'modern' || subscribed.size > 0;
    announceSwap(notify, kinds, before.catalog, now.catalog, { listened, onerror });
  });
  server.onclose = end;
}
