import {McpServer} from "@modelcontextprotocol/sdk/server/mcp.js";
import type {RequestHandlerExtra} from "@modelcontextprotocol/sdk/shared/protocol.js";
import type {ServerNotification, ServerRequest} from "@modelcontextprotocol/sdk/types.js";
import packageJson from "../../package.json" with {type: "json"};
import {UserError} from "../../app/errors.ts";
import {checkInput, draftInput, rewriteInput} from "../loopback/voice-requests.ts";
import type {CheckOutput, DraftOutput, RewriteOutput, VoiceService} from "../loopback/voice-requests.ts";

/** Result of an MCP tool; `structuredContent` has the whole result, `content` a readable text. */
interface ToolResult {
    [key: string]: unknown;
    content: {type: "text"; text: string}[];
    isError?: boolean;
}

/** no tool changes anything or reaches beyond this machine */
const annotations = {readOnlyHint: true, openWorldHint: false};

/** The MCP server over a voice service. Not connected yet. */
export function createMcpServer(voice: VoiceService): McpServer {
    const server = new McpServer(
        {name: "idiolect", version: packageJson.version},
        {
            instructions:
                "Drafts and rewrites texts in the voice of this machine's user, learned from their own writing. " +
                "Give notes of what to say, " +
                "not a finished text. A draft needs the user's reading before it is sent."
        }
    );
    server.registerTool(
        "draft_in_my_voice",
        {
            title: "Draft in my voice",
            description:
                "Drafts an e-mail, reply, subject line, headline, or the next part of a text, as this machine's user would write it.",
            inputSchema: draftInput.shape,
            annotations
        },
        (input, call) => answer(call, async () => describeDrafts(await voice.draft(input, call.signal)))
    );
    server.registerTool(
        "rewrite_in_my_voice",
        {
            title: "Rewrite in my voice",
            description:
                "Rewrites a text as this machine's user would say it, or shorter, longer, warmer or plainer; names and numbers stay.",
            inputSchema: rewriteInput.shape,
            annotations
        },
        (input, call) => answer(call, async () => describeRewriting(await voice.rewrite(input, call.signal)))
    );
    server.registerTool(
        "check_voice",
        {
            title: "Check voice",
            description: "Says how far a text is in the voice of this machine's user, and in which habits it differs most.",
            inputSchema: checkInput.shape,
            annotations
        },
        (input, call) => answer(call, async () => describeCheck(await voice.check(input, call.signal)))
    );
    return server;
}

/** Second argument of a tool. */
type ToolCall = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** ms between two progress notifications: clients time out on a call without any, after a minute by default */
const progressEvery = 5000;

/** A UserError becomes a tool error that the model can pass on; other errors are reported by the SDK. */
async function answer(call: ToolCall, work: () => Promise<ToolResult>): Promise<ToolResult> {
    const stop = reportProgress(call);
    try {
        return await work();
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return {content: [text(error.message)], isError: true};
    } finally {
        stop();
    }
}

/** Sends progress to a client that asked for it, until the returned function is called. */
function reportProgress({_meta, sendNotification, signal}: ToolCall): () => void {
    const progressToken = _meta?.progressToken;
    if (progressToken === undefined) return () => {};
    let progress = 0;
    const report = (): void => {
        // a disconnected client receives nothing
        if (!signal.aborted)
            void sendNotification({method: "notifications/progress", params: {progressToken, progress: progress++}}).catch(() => undefined);
    };
    report();
    const timer = setInterval(report, progressEvery);
    return () => clearInterval(timer);
}

function describeDrafts(output: DraftOutput): ToolResult {
    const notes = output.note === null ? [] : [text(output.note)];
    return {content: [...output.drafts.map((draft) => text(draft.text)), ...notes], structuredContent: {...output}};
}

function describeRewriting(output: RewriteOutput): ToolResult {
    return {content: [text(output.text), ...(output.note === null ? [] : [text(output.note)])], structuredContent: {...output}};
}

function describeCheck(output: CheckOutput): ToolResult {
    return {content: [text(output.sentence)], structuredContent: {...output}};
}

function text(value: string): {type: "text"; text: string} {
    return {type: "text", text: value};
}
