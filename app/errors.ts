/**
 * An error that the user can fix. The message is one sentence that names the problem and what to do; it is shown as it is, without a stack.
 * Every other error is a bug.
 */
export class UserError extends Error {
    override name = "UserError";
}
