import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {connectionNames} from "../../app/contract/index.ts";
import type {Connection, ConnectionName, ConnectionSettings, Handlers} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {homeFolder} from "../cli/arguments.ts";
import type {Idiolect} from "../idiolect.ts";
import type {LoopbackServer} from "../loopback/server.ts";
import {hasTokens, Tokens} from "../loopback/tokens.ts";
import {Mutex} from "../mutex.ts";
import {readConnections} from "./settings.ts";

export const connectionTitles: Readonly<Record<ConnectionName, string>> = {
    mcp: say("connection.mcp").text,
    endpoint: say("connection.endpoint").text,
    thunderbird: say("connection.thunderbird").text
};

/**
 * The loopback server and its tokens, kept in line with the settings: while every connection is off, no port is open and no token exists.
 */
export class Connections {
    readonly #idiolect: () => Idiolect;
    readonly #report: (error: unknown, request: string) => void;
    readonly #lastUsed = new Map<ConnectionName, string>();
    #server: LoopbackServer | null = null;
    #tokens: Tokens | null = null;
    #problem: Sentence | null = null;
    /** one change at a time, in the order asked for */
    readonly #changes = new Mutex();

    constructor(idiolect: () => Idiolect, report: (error: unknown, request: string) => void = () => {}) {
        this.#idiolect = idiolect;
        this.#report = report;
    }

    /**
     * Opens and closes the connections whose settings changed since the last call. Problems that the user can fix (a port in use, a damaged
     * token file) are reported in `problem`, not thrown, and nothing is open then.
     */
    apply(): Promise<void> {
        return this.#changes.run(async () => {
            this.#problem = null;
            try {
                await this.#follow(this.#settings());
            } catch (error) {
                await this.#closeServer();
                if (!(error instanceof UserError)) throw error;
                this.#problem = error.sentence;
            }
        });
    }

    /** Closes the server. The tokens stay for the next start; erasing the home deletes them with it. */
    close(): Promise<void> {
        return this.#changes.run(async () => {
            await this.#closeServer();
            this.#tokens = null;
        });
    }

    get isAnswering(): boolean {
        return this.#server?.isAnswering ?? false;
    }

    state(): readonly Connection[] {
        const settings = this.#settings();
        return connectionNames.map((name) => ({
            name,
            on: settings[name],
            address: settings[name] ? addressOf(name, settings.port, this.#idiolect().home) : null,
            tokenFile: settings[name] ? (this.#tokens?.path ?? null) : null,
            lastUsed: this.#lastUsed.get(name) ?? null,
            problem: settings[name] ? this.#problem : null
        }));
    }

    token(name: ConnectionName): string {
        const token = this.#tokens?.get(name) ?? null;
        if (token === null || !this.#settings()[name]) throw new UserError(say("connection.off", {title: say(`connection.${name}`)}));
        return token;
    }

    async renewToken(name: ConnectionName): Promise<string> {
        this.token(name);
        return (this.#tokens as Tokens).renew(name);
    }

    #settings(): ConnectionSettings {
        return readConnections(this.#idiolect().library.store.settings.value);
    }

    async #follow(settings: ConnectionSettings): Promise<void> {
        const on = connectionNames.filter((name) => settings[name]);
        if (this.#server !== null && (on.length === 0 || this.#server.port !== settings.port)) await this.#closeServer();
        if (on.length === 0 && this.#tokens === null && !(await hasTokens(this.#idiolect().home))) return;
        const tokens = (this.#tokens ??= await Tokens.open(this.#idiolect().home));
        await tokens.keepFor(on);
        if (on.length === 0 || this.#server !== null) return;
        // the server's modules are loaded only where a connection is on, as they are not needed for the window
        const [{serveLoopback}, {localVoice}] = await Promise.all([import("../loopback/server.ts"), import("../loopback/local-voice.ts")]);
        this.#server = await serveLoopback({
            port: settings.port,
            tokens,
            voice: localVoice(this.#idiolect),
            report: this.#report,
            onUse: (name) => this.#lastUsed.set(name, new Date().toISOString())
        });
    }

    async #closeServer(): Promise<void> {
        await this.#server?.close();
        this.#server = null;
    }
}

/**
 * The command that starts the MCP server. When the program runs from sources it holds the full path, because a client starts it in another
 * working directory.
 */
function mcpCommand(home: string): string {
    const entry = fileURLToPath(new URL("../cli/index.ts", import.meta.url));
    const quoted = (part: string): string => (/\s/.test(part) ? JSON.stringify(part) : part);
    const program = existsSync(entry) ? ["node", entry] : ["idiolect"];
    return [...program, "mcp", ...(home === homeFolder(undefined) ? [] : ["--home", home])].map(quoted).join(" ");
}

function addressOf(name: ConnectionName, port: number, home: string): string {
    switch (name) {
        case "mcp":
            return mcpCommand(home);
        case "endpoint":
            return `http://127.0.0.1:${port}/v1`;
        case "thunderbird":
            return `http://127.0.0.1:${port}`;
    }
}

export function connectionsHandlers({connections}: {readonly connections: Connections}): Handlers<"connections"> {
    return {
        "connections.state": () => connections.state().map((each) => ({...each})),
        "connections.token": ({name}) => ({token: connections.token(name)}),
        "connections.renewToken": async ({name}) => ({token: await connections.renewToken(name)})
    };
}
