/** A file that is not taken into the library; the message is the reason shown to the user, without the file's name. */
export class Refusal extends Error {
    override name = "Refusal";
}
