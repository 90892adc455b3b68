/** One command of the command line. */
export interface Command {
    /** one line for the list of commands */
    readonly summary: string;
    /** usage and options */
    readonly usage: string;
    /** true: Ctrl-C is the normal way to end the command, with exit code 0 */
    readonly endsByInterrupt?: boolean;
    /** @throws UserError with the sentence to show; UsageError for a wrong call */
    run(args: readonly string[], signal: AbortSignal): Promise<void>;
}
