/** One command of the command line. */
export interface Command {
    /** one line for the overview */
    readonly summary: string;
    /** how it is called, and its options */
    readonly usage: string;
    /** Ctrl-C is how it ends, not how it is broken off: exit code 0 */
    readonly endsByInterrupt?: boolean;
    /** @throws UserError with the sentence to show; UsageError for a wrong call */
    run(args: readonly string[], signal: AbortSignal): Promise<void>;
}
