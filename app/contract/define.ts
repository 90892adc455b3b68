import {z} from "zod";

// The window's content security policy forbids eval, which zod would otherwise try for speed.
z.config({jitless: true});

/** One request of the window. `progress` is `z.never()` if there is none. */
export interface Request<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, P extends z.ZodType = z.ZodType> {
    readonly input: I;
    readonly output: O;
    readonly progress: P;
}

/** A request with one result. */
export function request<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Request<I, O, z.ZodNever> {
    return {input, output, progress: z.never()};
}

/** A long-running request: it reports progress until it ends or is cancelled. */
export function job<I extends z.ZodType, P extends z.ZodType, O extends z.ZodType>(input: I, progress: P, output: O): Request<I, O, P> {
    return {input, output, progress};
}

/** The input of a request without parameters, or an empty result. */
export const nothing = z.object({});
/** A text the user may have typed or pasted; longer input fails validation. */
export const longText = z.string().max(2_000_000);
export const shortText = z.string().max(4_000);
