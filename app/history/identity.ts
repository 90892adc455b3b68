/** A name or an address that is "me". */
export interface Identity {
    readonly value: string;
    readonly origin: "given" | "guessed";
    /** guessed: the sentence that says why */
    readonly evidence: string | null;
}

/** Who could be "me". */
export interface IdentityGuess {
    readonly address: string;
    readonly name: string | null;
    /** messages this address wrote */
    readonly written: number;
    readonly messages: number;
    /** clear enough to be taken without asking */
    readonly certain: boolean;
    /** a sentence for the user */
    readonly evidence: string;
}
