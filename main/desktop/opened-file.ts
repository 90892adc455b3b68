/** The message file among a start's arguments, as the system passes it when one is opened with Idiolect; or null. */
export function messageFileIn(args: readonly string[]): string | null {
    return args.slice(1).find((argument) => !argument.startsWith("-") && /\.(eml|emlx)$/i.test(argument)) ?? null;
}
