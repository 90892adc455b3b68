import type {IncomingMessage} from "node:http";
import type {ConnectionName} from "../../app/contract/index.ts";
import type {Tokens} from "./tokens.ts";

/** A request that is rejected before it is processed. */
export class RefusedRequest extends Error {
    override readonly name = "RefusedRequest";
    /** HTTP status */
    readonly status: number;
    /** machine-readable, as OpenAI's errors have it */
    readonly code: string;
    constructor(status: number, code: string, sentence: string) {
        super(sentence);
        this.status = status;
        this.code = code;
    }
}

/** Origins of browser extensions; a web page cannot have one. */
const extensionOrigin = /^moz-extension:\/\/[0-9a-f-]{36}$/;

/**
 * Authenticates a request and returns its connection. Three things must hold:
 * - it was addressed to this machine by its loopback name (a page that rebinds its own name to 127.0.0.1 sends that name as Host);
 * - it comes from no web page: programs send no Origin, and Thunderbird's extension one that pages cannot have;
 * - it carries the token of a connection that is on.
 *
 * @throws RefusedRequest
 */
export function admit(request: IncomingMessage, port: number, tokens: Tokens): ConnectionName {
    const {host, origin, authorization} = request.headers;
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
        throw new RefusedRequest(403, "wrong_host", `This server answers only to the address 127.0.0.1:${port}.`);
    }
    const isExtension = origin !== undefined && extensionOrigin.test(origin);
    if (origin !== undefined && !isExtension) throw fromPage();
    const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
    const owner = token === undefined ? null : tokens.ownerOf(token);
    if (owner === null) {
        throw new RefusedRequest(401, "invalid_api_key", "The token is missing or wrong: copy it in Idiolect's window, under Connections.");
    }
    // an extension's GET requests may lack an Origin; a page cannot send a token without a preflight, which has one
    const site = request.headers["sec-fetch-site"];
    if (owner !== "thunderbird" && site !== undefined && site !== "none") throw fromPage();
    if (isExtension && owner !== "thunderbird") throw new RefusedRequest(403, "wrong_origin", "This token is not for extensions.");
    return owner;
}

function fromPage(): RefusedRequest {
    return new RefusedRequest(403, "wrong_origin", "This server answers to programs on this machine, not to web pages.");
}
