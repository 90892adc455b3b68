import type {MailAddress} from "./document.ts";

/** A name or an address of the user. */
export interface Identity {
    readonly value: string;
    readonly origin: "given" | "guessed";
    /** guessed: the sentence with the reason */
    readonly evidence: string | null;
}

/** A candidate for the user's identity. */
export interface IdentityGuess {
    readonly address: string;
    readonly name: string | null;
    /** messages this address wrote */
    readonly written: number;
    readonly messages: number;
    /** clear enough to be used without asking */
    readonly certain: boolean;
    /** a sentence for the user */
    readonly evidence: string;
}

/** The parts of a mail's head that indicate the owner of a mailbox. */
export interface MailHead {
    readonly from: readonly MailAddress[];
    readonly recipients: readonly MailAddress[];
    /** it has Received, Return-Path or Delivered-To: it was received, not only sent */
    readonly arrived: boolean;
    /** addresses in Delivered-To, X-Original-To, Envelope-To */
    readonly deliveredTo: readonly string[];
    /** its folder or labels are those of sent mail */
    readonly inSentFolder: boolean;
}

/** Matches senders against the user's names and addresses. `@example.org` matches every address there. */
export function identityMatcher(values: readonly string[]): (sender: MailAddress) => boolean {
    const addresses = new Set<string>(),
        domains: string[] = [],
        names = new Set<string>();
    for (const raw of values) {
        const value = (/<([^<>]+@[^<>]+)>/.exec(raw)?.[1] ?? raw).trim().toLowerCase();
        if (value.startsWith("@")) domains.push(value);
        else if (value.includes("@")) addresses.add(withoutTag(value));
        else if (value !== "") names.add(plainName(value));
    }
    return ({name, address}) => {
        const bare = withoutTag(address.toLowerCase());
        return addresses.has(bare) || domains.some((domain) => bare.endsWith(domain)) || (name !== null && names.has(plainName(name)));
    };
}

/** `anna+news@example.org` is `anna@example.org`. */
function withoutTag(address: string): string {
    return address.replace(/^([^+@]+)\+[^@]*@/, "$1@");
}

/** "Meyer, Anna" and "anna  MEYER" are one name. */
function plainName(name: string): string {
    const bare = name
        .replace(/["'“”]/g, "")
        .replace(/\([^)]*\)/g, "")
        .trim();
    const turned = /^([^,]+),\s*([^,]+)$/.exec(bare);
    return (turned ? `${turned[2]} ${turned[1]}` : bare).normalize("NFC").toLocaleLowerCase().replace(/\s+/g, " ").trim();
}

/** below this number of messages, presence in all of them proves nothing */
const fewestForCertainty = 5;

/**
 * Candidates for the owner of the mail, most likely first. Evidence, strongest first: mail in a Sent folder or mail that was never received
 * (a sent copy has no Received header) is from the owner; received mail names its owner in Delivered-To; the owner takes part in nearly
 * every message and is the only one who does.
 */
export function guessIdentities(heads: readonly MailHead[]): IdentityGuess[] {
    interface Count {
        name: string | null;
        written: number;
        sent: number;
        delivered: number;
        part: number;
    }
    const counts = new Map<string, Count>();
    const of = (address: string): Count => {
        let count = counts.get(address);
        if (count === undefined) counts.set(address, (count = {name: null, written: 0, sent: 0, delivered: 0, part: 0}));
        return count;
    };
    for (const head of heads) {
        const part = new Set<string>();
        for (const sender of head.from.slice(0, 1)) {
            if (sender.address === "") continue;
            const count = of(sender.address);
            count.name ??= sender.name;
            count.written++;
            if (head.inSentFolder || !head.arrived) count.sent++;
            part.add(sender.address);
        }
        for (const recipient of head.recipients) part.add(recipient.address);
        for (const address of head.deliveredTo) {
            of(address).delivered++;
            part.add(address);
        }
        for (const address of part) {
            if (address !== "") of(address).part++;
        }
    }

    const anyArrived = heads.some((head) => head.arrived);
    const guesses = [...counts]
        .filter(([, count]) => count.written > 0)
        .map(([address, count]) => {
            const others = [...counts].filter(([other]) => other !== address);
            const soleSender = others.every(([, other]) => other.written === 0);
            const inAll = count.part >= 0.9 * heads.length && others.every(([, other]) => other.part < 0.9 * heads.length);
            const delivered = count.delivered > 0 && others.every(([, other]) => other.delivered <= count.delivered / 4);
            const sentOnly = anyArrived && count.sent >= 2 && others.every(([, other]) => other.sent <= count.sent / 10);
            const enough = heads.length >= fewestForCertainty;
            const evidence = soleSender
                ? `all ${heads.length} messages found are from ${address}`
                : sentOnly
                  ? `${count.sent} sent messages are from ${address}, and those of others arrived from outside`
                  : delivered
                    ? `${count.delivered} messages were delivered to ${address}, which also wrote ${count.written}`
                    : inAll
                      ? `${address} is sender or recipient of ${count.part} of ${heads.length} messages, and nobody else is`
                      : `${address} wrote ${count.written} of ${heads.length} messages`;
            const score = count.sent * (anyArrived ? 8 : 1) + count.delivered * 4 + count.part + count.written;
            return {
                address,
                name: count.name,
                written: count.written,
                messages: heads.length,
                certain: enough && (soleSender || sentOnly || delivered || inAll),
                evidence,
                score
            };
        })
        .sort((a, b) => Number(b.certain) - Number(a.certain) || b.score - a.score || (a.address < b.address ? -1 : 1));
    // Two certain owners contradict each other: then no one is.
    const certain = guesses.filter((guess) => guess.certain).length;
    return guesses.slice(0, 10).map(({score: _, ...guess}) => ({...guess, certain: guess.certain && certain === 1}));
}
