/** The part of autocannon that is used here; it comes without types. */
declare module 'autocannon' {
  export interface Request {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** Makes each request anew. */
    readonly setupRequest?: (request: Request) => Request;
  }
  interface Figures {
    readonly average: number;
    readonly total: number;
    readonly p50: number;
    readonly p99: number;
  }
  export interface Load {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration?: number;
    readonly amount?: number;
    readonly requests: readonly Request[];
  }
  export default function autocannon(load: Load): Promise<{
    readonly non2xx: number;
    readonly errors: number;
    readonly requests: Figures;
    readonly latency: Figures;
  }>;
}
