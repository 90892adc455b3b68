import {z} from "zod";
import {nothing, request} from "./define.ts";
import {sentence} from "./sentence.ts";

/** The ways in which other programs on this machine may request drafts. Each is off by default. */
export const connectionNames = ["mcp", "endpoint", "thunderbird"] as const;
export const connectionName = z.enum(connectionNames);
export type ConnectionName = z.infer<typeof connectionName>;

/** default TCP port of the loopback server; unassigned at IANA */
export const standardPort = 47_115;

/** Which connections are on, and the port of those that need one. */
export const connectionSettings = z.object({
    /** MCP server: `idiolect mcp`, over standard input and output */
    mcp: z.boolean(),
    /** OpenAI-compatible chat completions on 127.0.0.1 */
    endpoint: z.boolean(),
    /** the Thunderbird extension, on 127.0.0.1 */
    thunderbird: z.boolean(),
    port: z.int().min(1024).max(65_535)
});
export type ConnectionSettings = z.infer<typeof connectionSettings>;

export const standardConnections: ConnectionSettings = {mcp: false, endpoint: false, thunderbird: false, port: standardPort};

export const connection = z.object({
    name: connectionName,
    on: z.boolean(),
    /** what the client has to be configured with: a URL, or a command line for `mcp`; null while it is off */
    address: z.string().nullable(),
    /** file with the token, readable by this user only; null while the connection is off */
    tokenFile: z.string().nullable(),
    /** ISO time of the last successful request since the program started */
    lastUsed: z.string().nullable(),
    /** one sentence if it is on but cannot work, e.g. because the port is in use */
    problem: sentence.nullable()
});
export type Connection = z.infer<typeof connection>;

export const connectionsRequests = {
    "connections.state": request(nothing, z.array(connection)),
    /** The token to paste into the client. Only for a connection that is on. */
    "connections.token": request(z.object({name: connectionName}), z.object({token: z.string()})),
    /** Creates a new token; clients with the old one are rejected from now on. */
    "connections.renewToken": request(z.object({name: connectionName}), z.object({token: z.string()}))
};
