/** The message file among the arguments of a start, as the system passes it when a file is opened with Idiolect; or null. */
export function messageFileIn(args: readonly string[]): string | null {
    return args.slice(1).find((argument) => !argument.startsWith("-") && /\.(eml|emlx)$/i.test(argument)) ?? null;
}
