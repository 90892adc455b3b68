import {z} from "zod";

/**
 * `schema.safeParse` that never throws: zod's length checks do, if a value has a `length` that cannot become a number, such as `{"length":
 * {"toString": 0}}`. Such a value does not match either.
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

/** The parsed value, or `fallback` if it does not match the schema. */
export function parseOr<S extends z.ZodType>(schema: S, value: unknown, fallback: z.output<S>): z.output<S> {
    const {success, data} = safeParse(schema, value);
    return success ? (data as z.output<S>) : fallback;
}
