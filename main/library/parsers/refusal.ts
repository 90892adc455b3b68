import type {Sentence} from "../../../app/sentences/sentence.ts";

/** A file that is not taken into the library; the sentence is the reason shown to the user, without the file's name. */
export class Refusal extends Error {
    override name = "Refusal";
    readonly reason: Sentence;

    constructor(reason: Sentence) {
        super(reason.text);
        this.reason = reason;
    }
}
