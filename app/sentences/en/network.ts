import type {Entries} from "../entry.ts";

/** Every access to a network, for the page on privacy: what, when, where to; and the names of connections. */
export const network = {
    "connection.mcp": "MCP server",
    "connection.endpoint": "OpenAI-compatible endpoint",
    "connection.thunderbird": "Thunderbird extension",

    "network.download": "Model download",
    "network.download-when": "only when you ask for a model, in the window or at the command line; nothing of yours is sent",
    "network.download-where":
        "the host that the catalogue names (huggingface.co and its file servers), or the host of the address that you give",
    "network.served": "Models served on this machine",
    "network.served-when": "when you look for them, or draft with one that you have added; your notes and examples then go to that program",
    "network.served-where": "this machine alone: 127.0.0.1",
    "network.updates": "Newer versions of Idiolect",
    "network.updates-when": "once a day, only when you have agreed to it in the settings; nothing of yours is sent",
    "network.connection-when": ({tokenFile}: {tokenFile: string}) =>
        `when a program that has its token asks; switched on under “Connections”; the token is in ${tokenFile}`,
    "network.no-file": "no file",
    "network.mcp-where": "this machine alone: standard input and output, and 127.0.0.1 while the window is open",
    "network.connection-where": ({address}: {address: string}) => `this machine alone: ${address}`,

    "change.too-long": "The passage is longer than the model can read at once: select a shorter one.",
    "change.undone": ({parts}: {parts: readonly string[]}) =>
        `This could not be done without changing what the text says: ${parts.join("; ")}.`,
    "change.left-out": ({sentences}: {sentences: readonly string[]}) => `To make it shorter this was left out: “${sentences.join("” “")}”`,
    "change.undone-shorter": "This could not be made shorter without leaving out something that it says.",
    "change.undone-longer":
        "This could not be made longer without saying something that you have not said: say what to add, or write it yourself.",
    "change.undone-warmer": "This could not be made warmer without changing what it says: a larger model may do it.",
    "change.undone-plainer": "There are no plainer words for this that say the same: a larger model may find some.",
    "change.undone-mine": "There is nothing in this passage that you would say otherwise, as far as this model can tell.",
    "meter.characters": "For this language the number comes from character 4-grams, which the topic influences and a forger can deceive."
} satisfies Entries;
