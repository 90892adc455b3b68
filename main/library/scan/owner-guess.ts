import {guessIdentities} from "../../../app/history/identity.ts";
import type {Identity, MailHead} from "../../../app/history/identity.ts";
import type {ParserPool} from "../parser-pool.ts";
import {isMail} from "../parsers/formats.ts";
import type {Format} from "../parsers/formats.ts";
import {say} from "../../../app/sentences/sentence.ts";
import type {Sentence} from "../../../app/sentences/sentence.ts";

/** mail files sampled to guess the owner */
const filesForGuess = 400;
/** mailboxes sampled, each with many messages */
const mailboxesForGuess = 12;

interface MailFile {
    readonly path: string;
    readonly format: Format;
}

export interface OwnerGuess {
    /** null: the evidence is not clear */
    readonly identity: Identity | null;
    /** a sentence for the user */
    readonly note: Sentence;
}

/** Determines the owner of the mail from clear evidence, or names candidates; null if there is no mail. */
export async function guessOwner(pool: ParserPool, files: readonly MailFile[]): Promise<OwnerGuess | null> {
    const mail = files.filter(({format}) => isMail(format));
    if (mail.length === 0) return null;
    const guesses = guessIdentities(await readHeads(pool, mail));
    const certain = guesses.find((guess) => guess.certain);
    if (certain !== undefined) {
        return {
            identity: {value: certain.address, origin: "guessed", evidence: certain.evidence},
            note: say("owner.guessed", {address: certain.address, evidence: certain.evidence})
        };
    }
    const best = guesses
        .slice(0, 3)
        .map(({evidence}) => evidence)
        .join("; ");
    return {
        identity: null,
        note: say("owner.unclear", {found: best})
    };
}

/** Heads of the messages in a sample of mail files. */
export function readHeads(pool: ParserPool, files: readonly MailFile[]): Promise<readonly MailHead[]> {
    const mailboxes = files.filter(({format}) => format === "mbox").slice(0, mailboxesForGuess);
    const single = files.filter(({format}) => format !== "mbox").sort((a, b) => (a.path < b.path ? -1 : 1));
    // Evenly spread, so that no single folder decides.
    const step = Math.max(1, single.length / filesForGuess);
    const sample = Array.from({length: Math.min(single.length, filesForGuess)}, (_, index) => single[Math.floor(index * step)]?.path ?? "");
    return pool.heads([...mailboxes.map(({path}) => path), ...sample.filter((path) => path !== "")]);
}
