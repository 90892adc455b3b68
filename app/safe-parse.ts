import {z} from "zod";

/**
 * `schema.safeParse`, which never throws: zod's checks of a length do, where a value has a `length` that cannot become a number, as
 * `{"length": {"toString": 0}}` has. Such a value does not fit either.
 */
export function safeParse<S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> {
    try {
        return schema.safeParse(value);
    } catch {
        return {
            success: false,
            error: new z.ZodError([{code: "custom", path: [], message: "it is of no known kind", input: value}])
        } as z.ZodSafeParseResult<z.output<S>>;
    }
}

/** What the schema makes of a value, or `fallback` where it does not fit. */
export function parseOr<S extends z.ZodType>(schema: S, value: unknown, fallback: z.output<S>): z.output<S> {
    const {success, data} = safeParse(schema, value);
    return success ? (data as z.output<S>) : fallback;
}
