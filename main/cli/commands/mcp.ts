import {CommandError} from "../../../app/errors.ts";
import {readConnections} from "../../api/settings.ts";
import {readStoredSettings} from "../../store/stored-settings.ts";
import {modelOptions, readArguments, serviceOptions} from "../arguments.ts";
import type {Command} from "../command.ts";

const usage = `idiolect mcp [--home DIR] [--model FILE] [--plug FILE] [--encoder DIR] [--threads N]

An MCP server over standard input and output, for programs that start it themselves: draft_in_my_voice, rewrite_in_my_voice,
check_voice. Off until it is switched on in the window, under Connections, or with \`idiolect connections on mcp\`. While the window
is open it writes
through the window.`;

export const mcp: Command = {summary: "an MCP server over standard input and output", usage, run, endsByInterrupt: true};

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, modelOptions);
    const options = serviceOptions(values);
    if (!readConnections(await readStoredSettings(options.home)).mcp) {
        throw new CommandError(
            "The MCP server is off: switch it on in the window, under Connections, or with `idiolect connections on mcp`."
        );
    }
    const [{StdioServerTransport}, {createMcpServer}, {onDemandVoice}] = await Promise.all([
        import("@modelcontextprotocol/sdk/server/stdio.js"),
        import("../../mcp/server.ts"),
        import("../../mcp/on-demand-voice.ts")
    ]);
    const voice = onDemandVoice(options);
    const server = createMcpServer(voice);
    try {
        const ended = new Promise<void>((resolve) => {
            server.server.onclose = resolve;
            // the client ends the server by closing its standard input
            process.stdin.once("end", resolve);
            signal.addEventListener("abort", () => resolve(), {once: true});
        });
        await server.connect(new StdioServerTransport());
        await ended;
        await server.close();
    } finally {
        await voice.dispose();
    }
}
