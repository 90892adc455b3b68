import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";

/** A model that another program on this machine serves by OpenAI's API. */
export interface ServedAddress {
    /** e.g. http://127.0.0.1:11434/v1, without a trailing slash */
    readonly base: string;
    /** the model's name at its server, e.g. llama3.2:1b */
    readonly model: string;
}

const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether this is the address of a served model rather than a file's path or URL. */
export function isServedAddress(text: string): boolean {
    return /^https?:\/\/[^#]+#./i.test(text);
}

/**
 * Parses `http://127.0.0.1:11434/v1#NAME`.
 * @throws UserError for another machine's address: drafts would leave this one
 */
export function parseServedAddress(text: string): ServedAddress {
    const url = URL.parse(text);
    if (url === null || url.hash.length < 2) throw new UserError(say("served.no-address", {address: text}));
    if (!loopbackHosts.has(url.hostname)) throw new UserError(say("served.other-machine", {host: url.host}));
    return {base: `${url.origin}${url.pathname.replace(/\/+$/, "")}`, model: decoded(url.hash.slice(1))};
}

/** A name that the user typed may have a percent sign that encodes nothing. */
function decoded(name: string): string {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
}

export function formatServedAddress({base, model}: ServedAddress): string {
    return `${base}#${encodeURIComponent(model)}`;
}
