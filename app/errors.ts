/**
 * Something the user can act on. The message is one sentence that names the thing and the way out; it is shown as it stands,
 * without a stack. Every other error is a bug.
 */
export class UserError extends Error {
    override name = "UserError";
}
