import {z} from "zod";

// The window's content security policy forbids eval, which zod would otherwise try for speed.
z.config({jitless: true});

/** One thing the window may ask. `progress` is `z.never()` where there is none. */
export interface Request<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, P extends z.ZodType = z.ZodType> {
    readonly input: I;
    readonly output: O;
    readonly progress: P;
}

/** A question with one answer. */
export function request<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Request<I, O, z.ZodNever> {
    return {input, output, progress: z.never()};
}

/** A question whose answer takes long: it reports progress until it ends or is cancelled. */
export function job<I extends z.ZodType, P extends z.ZodType, O extends z.ZodType>(input: I, progress: P, output: O): Request<I, O, P> {
    return {input, output, progress};
}

/** The input of a question that needs none, or the answer that says nothing. */
export const nothing = z.object({});
/** A text the user may have typed or pasted; longer ones are refused at the door. */
export const longText = z.string().max(2_000_000);
export const shortText = z.string().max(4_000);
