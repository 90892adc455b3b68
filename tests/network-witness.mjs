// Preloaded into every Node process that a test starts (NODE_OPTIONS=--import): records each attempt to use a network.
import dgram from "node:dgram";
import dns from "node:dns";
import {appendFileSync} from "node:fs";
import net from "node:net";

const log = process.env.NETWORK_WITNESS;
const isLoopback = (host) =>
    host === undefined || host === "" || host === "localhost" || host === "::1" || /^127\./.test(host) || host === "::ffff:127.0.0.1";
const note = (what) => appendFileSync(log, `${process.pid} ${what}\n`);

const {connect} = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
    const [first] = Array.isArray(args[0]) ? args[0] : args;
    const host = typeof first === "object" && first !== null ? first.host : typeof args[1] === "string" ? args[1] : undefined;
    const isPath = typeof first === "string" || (typeof first === "object" && first?.path !== undefined && first.port === undefined);
    if (!isPath && !isLoopback(host)) note(`connect ${host}`);
    return connect.apply(this, args);
};
for (const name of ["send", "connect"]) {
    const original = dgram.Socket.prototype[name];
    dgram.Socket.prototype[name] = function (...args) {
        note(`datagram ${name}`);
        return original.apply(this, args);
    };
}
for (const name of ["lookup", "resolve", "resolve4", "resolve6", "reverse"]) {
    const original = dns[name];
    dns[name] = (host, ...rest) => {
        if (!isLoopback(host)) note(`${name} ${host}`);
        return original(host, ...rest);
    };
}
const {fetch} = globalThis;
globalThis.fetch = (input, ...rest) => {
    const url = new URL(typeof input === "string" || input instanceof URL ? input : input.url);
    if (url.protocol.startsWith("http") && !isLoopback(url.hostname.replace(/^\[|\]$/g, ""))) note(`fetch ${url}`);
    return fetch(input, ...rest);
};
try {
    note("watching");
} catch (error) {
    // a process started by one that has dropped its privileges may not write; an attempt in it fails with this same error
    if (error.code !== "EACCES") throw error;
}
