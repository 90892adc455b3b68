import type {Sentence} from "../../../app/sentences/sentence.ts";

/** The file is not added to the library; the message is the reason shown to the user, without the file's name. */
export class Refusal extends Error {
    override name = "Refusal";
    readonly reason: Sentence;

    constructor(reason: Sentence) {
        super(reason.text);
        this.reason = reason;
    }
}
