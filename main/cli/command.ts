/** One command of the command line. */
export interface Command {
    /** one line for the overview */
    readonly summary: string;
    /** how it is called, and its options */
    readonly usage: string;
    /** @throws UserError with the sentence to show; UsageError for a wrong call */
    run(args: readonly string[], signal: AbortSignal): Promise<void>;
}
