import {connectionNames} from "../../../app/contract/index.ts";
import type {ConnectionName} from "../../../app/contract/index.ts";
import {connectionTitles, Connections} from "../../api/connections.ts";
import {readConnections} from "../../api/settings.ts";
import {homeFolder, modelOptions, readArguments, serviceOptions, UsageError, wholeNumber} from "../arguments.ts";
import type {Command} from "../command.ts";
import {openServices} from "../services.ts";
import {tokenFile, Tokens} from "../../loopback/tokens.ts";
import {openStore} from "../../store/store.ts";
import {readStoredSettings} from "../../store/stored-settings.ts";
import {Terminal, table} from "../terminal.ts";
import {CommandError, UserError} from "../../../app/errors.ts";

const names = connectionNames.join("|");
const usage = `idiolect connections [list]
idiolect connections on ${names} [--port N]     let programs on this machine ask for drafts in this way
idiolect connections off ${names}               stop that; its token is deleted
idiolect connections token ${names}             print the token, to be given to the client
idiolect connections renew ${names}             a new token; the old one is refused from now on
idiolect connections serve                      answer on 127.0.0.1 without the window; Ctrl-C ends it

mcp: for \`idiolect mcp\`; endpoint: OpenAI-compatible; thunderbird: the extension. All are off at first, each has a token of its own.
While the window is open, switch them there.`;

export const connections: Command = {summary: "which programs on this machine may ask for drafts", usage, run, endsByInterrupt: true};

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {
        values,
        positionals: [action = "list", name, ...rest]
    } = readArguments(args, {...modelOptions, port: {type: "string"}}, true);
    const terminal = new Terminal(values.json);
    const home = homeFolder(values.home);
    if (rest.length > 0) throw new UsageError(`connections ${action} takes one name: see --help.`);
    switch (action) {
        case "list":
            return list(home, terminal);
        case "on":
            return switchTo(home, readName(name), true, wholeNumber("port", values.port, {least: 1024, most: 65_535}), terminal);
        case "off":
            return switchTo(home, readName(name), false, undefined, terminal);
        case "token":
            return printToken(home, readName(name), false, terminal);
        case "renew":
            return printToken(home, readName(name), true, terminal);
        case "serve":
            return serve(serviceOptions(values), terminal, signal);
        default:
            throw new UsageError(`There is no action ${action} for connections: choose list, on, off, token, renew or serve.`);
    }
}

async function list(home: string, terminal: Terminal): Promise<void> {
    const settings = readConnections(await readStoredSettings(home));
    const rows = connectionNames.map((name) => ({
        name,
        on: settings[name],
        port: settings.port,
        tokenFile: settings[name] ? tokenFile(home) : null
    }));
    terminal.result(
        {connections: rows},
        table(
            ["name", "state", "what"],
            rows.map(({name, on}) => [name, on ? "on" : "off", connectionTitles[name]])
        )
    );
}

async function switchTo(home: string, name: ConnectionName, on: boolean, port: number | undefined, terminal: Terminal): Promise<void> {
    const store = await openStore(home);
    try {
        const next = {...readConnections(store.settings.value), [name]: on, ...(port === undefined ? {} : {port})};
        await store.settings.update((settings) => {
            settings["connections"] = next;
        });
        await (await Tokens.open(home)).keepFor(connectionNames.filter((each) => next[each]));
        terminal.result({name, on, port: next.port}, `The ${connectionTitles[name]} is ${on ? "on" : "off"}.`);
    } finally {
        store.close();
    }
}

async function printToken(home: string, name: ConnectionName, renew: boolean, terminal: Terminal): Promise<void> {
    const tokens = await Tokens.open(home);
    if (tokens.get(name) === null)
        throw new CommandError(`The ${connectionTitles[name]} is off: switch it on with \`idiolect connections on ${name}\`.`);
    // a running server keeps using the tokens that it has loaded
    const token = renew ? await renewed(home, tokens, name) : tokens.get(name);
    terminal.result({name, token}, token ?? "");
}

async function renewed(home: string, tokens: Tokens, name: ConnectionName): Promise<string> {
    const store = await openStore(home);
    try {
        return await tokens.renew(name);
    } finally {
        store.close();
    }
}

async function serve(options: ReturnType<typeof serviceOptions>, terminal: Terminal, signal: AbortSignal): Promise<void> {
    const idiolect = await openServices(options);
    const open = new Connections(() => idiolect);
    try {
        await open.apply();
        const on = open.state().filter((each) => each.on);
        const problem = on.find((each) => each.problem !== null)?.problem;
        if (problem != null) throw new UserError(problem);
        if (on.length === 0) throw new CommandError("Every connection is off: switch one on with `idiolect connections on endpoint`.");
        terminal.result({connections: on}, on.map(({name, address}) => `${connectionTitles[name]}: ${address}`).join("\n"));
        terminal.note("Answering on 127.0.0.1; Ctrl-C ends it.");
        if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, {once: true}));
    } finally {
        await open.close();
        await idiolect.dispose();
    }
}

function readName(name: string | undefined): ConnectionName {
    const found = connectionNames.find((known) => known === name);
    if (found === undefined)
        throw new UsageError(
            `${name === undefined ? "The connection's name is missing" : `There is no connection "${name}"`}: choose one of ` +
                `${connectionNames.join(", ")}.`
        );
    return found;
}
