/* Requests to the Idiolect on this machine. Independent of Thunderbird; the tests run it in Node. */

/** port of the loopback server unless the user chose another */
export const standardPort = 47115;

/** A failure whose message is a sentence for the user. */
export class ApiError extends Error {}

/**
 * @typedef {{port: number, token: string}} Address where Idiolect listens on 127.0.0.1, and the token from its settings
 */

/**
 * Asks for a draft of a reply.
 * @param {Address} address
 * @param {{to: string, subject: string, message: string, notes: string}} brief the message to answer and what to say
 * @returns {Promise<string>} the draft's text
 * @throws {ApiError}
 */
export async function askForReply(address, {to, subject, message, notes}) {
    const {drafts} = await post(address, "draft", {kind: "reply", to, subject, message, notes, count: 1});
    return drafts[0].text;
}

/**
 * Does an Idiolect that knows the token answer?
 * @param {Address} address
 * @throws {ApiError}
 */
export async function checkConnection(address) {
    await ask(address, "status", {method: "GET"});
}

function post(address, path, body) {
    return ask(address, path, {method: "POST", body: JSON.stringify(body)});
}

async function ask({port, token}, path, options) {
    if (token === "")
        throw new ApiError("No token is set: copy it in Idiolect, under “Connections”, and enter it in this extension's settings.");
    // no cookies, no cache, and no redirect, which would send the token elsewhere
    const response = await fetch(`http://127.0.0.1:${port}/idiolect/v1/${path}`, {
        ...options,
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        headers: {authorization: `Bearer ${token}`, "content-type": "application/json"}
    }).catch(() => {
        throw new ApiError(
            `Idiolect does not answer on port ${port}: start it, and switch the Thunderbird extension on there, under “Connections”.`
        );
    });
    const answer = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer;
    throw new ApiError(
        answer?.error?.message ?? "The program that answers on this port is not Idiolect: check the port in this extension's settings."
    );
}
