import type { Request } from 'autocannon';

export interface Form {
  readonly era: string;
  /** No question twice. */
  readonly fresh: boolean;
}

export declare function requestOf(form: Form): Pick<Request, 'setupRequest'> & {
  readonly headers: Record<string, string>;
  readonly body?: string;
};
export declare function freshDecisions(number: number): Record<string, string>;
export declare function answerText(url: string): Promise<unknown>;

export interface ToolQuestion {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}
export declare const answerQuestion: ToolQuestion;
/** One that was never asked before, by its number. */
export declare function freshQuestion(number: number): ToolQuestion;
