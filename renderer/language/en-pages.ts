import type {LearnedFactView} from "../../app/contract/index.ts";
import {capital, formats} from "./formats.ts";

const f = formats("en");
const {plural} = f;
const minutes = (seconds: number): string => (seconds < 60 ? "less than a minute" : plural(Math.round(seconds / 60), "minute", "minutes"));

const better = (share: number): string => (share < 1 ? `${f.percent(share)} better than` : `${f.decimal(1 + share)} times as well as`);

const sentenceLengths = {short: "short sentences", usual: "sentences of the usual length", long: "long sentences"} as const;

/** Words of training, downloads, connections and what was learned; the rest is in `en.ts`. */
export const pages = {
    rewriting: {
        title: "Rewrite a passage",
        shortcut: "Shortcut that rewrites the selection",
        shortcutHint:
            "In any program: the selected passage is rewritten as you would say it, and the clipboard is left as it was. " +
            "Empty: none. For example CommandOrControl+Alt+R.",
        passage: "Paste the passage",
        rewrite: "Say it like me"
    },
    learned: {
        sentence: (facts: readonly string[]): string => `${capital(facts.join(", "))}. Right?`,
        fact: (fact: LearnedFactView): string => {
            switch (fact.type) {
                case "sentences":
                    return `${sentenceLengths[fact.length]} (${plural(Math.round(fact.words), "word", "words")})`;
                case "noCapitals":
                    return "no capitals";
                case "opening":
                    return `begins with “${fact.text}”`;
                case "closing":
                    return `signs “${fact.text}”`;
                case "person":
                    return (
                        `${fact.greeting === null ? `ends letters to ${fact.name}` : `greets ${fact.name} with “${fact.greeting}”`}` +
                        `${fact.greeting !== null && fact.signOff !== null ? " and ends" : ""}` +
                        `${fact.signOff === null ? "" : ` with “${fact.signOff}”`}`
                    );
                case "spelling":
                    return (
                        `${{british: "British", american: "American"}[fact.variant]} spelling (${f.number(fact.telling)} of ` +
                        `${plural(fact.words, "telling word", "telling words")})`
                    );
                case "never":
                    return {exclamationMarks: "never an exclamation mark", emoji: "never an emoji", semicolons: "never a semicolon"}[
                        fact.what
                    ];
            }
        },
        notQuite: "Not quite",
        correct: {sentences: "Set a limit", opening: "I begin differently", closing: "I sign differently", person: "Correct it"},
        ask: {sentences: "Words in a sentence at most", opening: "How letters begin", closing: "How letters end", ban: "A word or phrase"},
        keep: "Keep",
        kept: (rule: string): string => `Kept as a rule: ${rule}.`,
        isRule: (rule: string): string => `your rule: ${rule}`,
        makeRule: (rule: string): string => `Rule: ${rule}`,
        rules: {
            longest: (words: string): string => `no sentence longer than ${words} words`,
            start: (words: string): string => `start with “${words}”`,
            sign: (words: string): string => `sign with “${words}”`,
            ban: (words: string): string => `never use “${words}”`,
            noCapitals: "write in lower case",
            spelling: {british: "British spelling", american: "American spelling"},
            never: {exclamationMarks: "never use exclamation marks", emoji: "never use emoji", semicolons: "never use semicolons"}
        },
        yourRules: "What you said yourself",
        yourRulesNote: "It outranks what was learned.",
        setGreeting: "Set a greeting",
        setSignOff: "Set a sign-off",
        banWord: "Ban a word",
        ban: (word: string): string => `Never use “${word}”`,
        unban: (word: string): string => `Allow “${word}” again`,
        pin: "Pin this text",
        unpin: "Do not pin it any more",
        pinned: "Pinned: it is given to the model as an example before others of its kind.",
        unpinned: "Not pinned any more.",
        questions: "What would you like to know?",
        parts: {
            sound: "How I sound",
            people: "How I address people",
            leftOut: "What was left out",
            years: "Over time",
            texts: "My texts",
            deeper: "Learn deeper"
        }
    },
    people: {
        add: "Add a person",
        name: "Name or address",
        note: "Found in your letters; what you say yourself outranks them.",
        hint: "The whole line, as it stands in a letter. Empty: none at all.",
        correct: (name: string): string => `Correct: ${name}`,
        change: "Correct",
        yours: "as you said",
        forget: "As my letters have it"
    },
    stores: {
        found: "Found on this machine",
        unread: "None of this has been read, and none of it is unless you choose it.",
        kinds: {
            "thunderbird": "Thunderbird",
            "apple-mail": "Apple Mail",
            "outlook": "Outlook",
            "outlook-mac": "Outlook for Mac",
            "takeout": "Google Takeout",
            "mail": "Mail folder",
            "obsidian": "Obsidian vault",
            "blog": "Blog"
        },
        sent: (count: number): string => plural(count, "folder with sent mail", "folders with sent mail"),
        learnSent: "Learn from sent mail",
        learnAll: "From all of it",
        learn: "Learn from it",
        others: "Other folders on this machine",
        drop: "Drop to learn from it",
        noPath: "A browser does not tell where a dropped file lies: type or choose its folder or its path here, or use the desktop program."
    },
    connections: {
        title: "Connections",
        lead:
            "Other programs on this machine may ask for drafts in your voice. Each is off until you switch it on and has a token " +
            "of its own. Nothing leaves this machine.",
        names: {mcp: "MCP server", endpoint: "OpenAI-compatible endpoint", thunderbird: "Thunderbird"},
        allow: {
            mcp: "Let assistants ask over MCP",
            endpoint: "Let programs ask as they would ask OpenAI",
            thunderbird: "Let the Thunderbird extension ask"
        },
        what: {
            mcp: "For assistants and editors that speak the Model Context Protocol: drafts, rewrites and checks in your voice.",
            endpoint: "For any program in which an OpenAI address can be set.",
            thunderbird: "Drafts a reply to the message you read and opens it in Thunderbird’s own window. Nothing is sent by itself."
        },
        steps: {
            mcp: [
                "Open the list of MCP servers in the assistant’s settings and add one called “idiolect”.",
                "Give it the command below; no address and no key are needed.",
                "Restart the assistant: it then offers draft_in_my_voice, rewrite_in_my_voice and check_voice."
            ],
            endpoint: [
                "Set the address below as the program’s OpenAI address (base URL).",
                "Copy the token and set it as the API key.",
                "Choose the model idiolect-email, idiolect-reply, idiolect-subject, idiolect-headline, idiolect-continue or " +
                    "idiolect-rewrite."
            ],
            thunderbird: [
                "In Thunderbird open “Add-ons and Themes”, the gear wheel, “Install Add-on From File”, and choose " +
                    "idiolect-thunderbird.xpi.",
                "Copy the token and enter it in the extension’s settings, with the port of the address below.",
                "Open a message and press the Idiolect button above it."
            ]
        } as Readonly<Record<"mcp" | "endpoint" | "thunderbird", readonly [string, string, string]>>,
        address: {mcp: "Command", endpoint: "Address", thunderbird: "Address"},
        token: "Token",
        tokenHidden: (file: string): string => `hidden; kept in ${file}`,
        showToken: "Show",
        hideToken: "Hide",
        copyToken: "Copy the token",
        renew: "New token",
        renewTitle: "Make a new token?",
        renewWords: "Programs that have the old one are refused from now on, until you give them the new one.",
        renewed: "The old token is refused from now on.",
        neverUsed: "Not used since Idiolect was started.",
        lastUsed: (date: string): string => `Last used: ${date}.`,
        port: "Port",
        portHint: "On 127.0.0.1, for the endpoint and Thunderbird. Change it if another program uses it.",
        portWrong: "Enter a number from 1024 to 65535.",
        on: "on",
        off: "off"
    },
    catalogue: {
        title: "Models to download",
        lead: "Freely licensed models. Idiolect asks the named host only when you press “Download”, and sends nothing of yours.",
        facts: (parameters: number, quantisation: string): string =>
            `${parameters >= 1e9 ? `${f.decimal(parameters / 1e9)} billion` : `${f.number(parameters / 1e6)} million`} ` +
            `parameters, ${quantisation}`,
        download: (host: string): string => `Download from ${host}`,
        goOn: (loaded: string): string => `Go on from ${loaded}`,
        discard: "Discard what was downloaded",
        discarded: "Deleted.",
        cancel: "Stop the download",
        kept: "Stopped. What was downloaded is kept, and you can go on from there.",
        needs: (memory: string): string => `needs ${memory} of memory`,
        vectors: "can learn your voice",
        noVectors: "takes no voice vectors: drafts by examples and habits",
        added: "in the list",
        unknownHash: "no checksum is known beforehand",
        stage: {connect: "Asking the host", load: "Downloading", check: "Checking the file"},
        progress: (done: string, total: string | null): string => (total === null ? done : `${done} of ${total}`),
        rate: (rate: string): string => `${rate} a second`,
        stalled: (seconds: number): string =>
            `Nothing has arrived for ${f.number(seconds)} seconds. Idiolect tries again by itself; you can also stop and go on later.`,
        timeLeft: (seconds: number): string => `${minutes(seconds)} left`,
        begun: "Begun from an address",
        fromAddress: "From an address…",
        addressTitle: "Download a model from an address",
        addressHint: "The address of a GGUF file. It begins with https://; only the host in it is asked.",
        address: "Address",
        served: "Models of other programs",
        servedLead:
            "Ollama, LM Studio and llama.cpp’s server on this machine. They draft by examples and habits; voice vectors need a " +
            "model file of your own. Your notes and examples go to that program.",
        find: "Look for them",
        foundNone: "No such program answers on this machine. Start it, or add its address: http://127.0.0.1:PORT/v1#NAME",
        addServed: (name: string): string => `Add ${name}`,
        isServed: "served by another program: drafts by examples and habits; voice vectors need a model file of your own",
        trained: "has learned your voice",
        examples: "drafts by examples and habits"
    },
    training: {
        title: "Learn my voice deeper",
        lead:
            "Trains the voice that is put in front of the model on your own texts. Everything happens on this machine; you can go " +
            "on writing meanwhile.",
        act: "Learn my voice deeper",
        actFor: "Learn my voice for it",
        again: "Learn again",
        asking: "Trying one step, to tell you what it takes",
        estimateTitle: "What it takes",
        estimateTexts: (texts: number, keptOut: number): string =>
            `It learns from ${plural(texts, "text", "texts")} of yours and keeps ${f.number(keptOut)} newer ones out, to measure on.`,
        estimateTime: (seconds: number | null): string =>
            seconds === null
                ? "How long it takes cannot be told beforehand."
                : `About ${minutes(seconds)} at most, if the machine is not busy with anything else.`,
        estimateMemory: (needed: string, free: string): string => `${needed} of memory besides the model that writes; ${free} are free.`,
        start: "Start",
        running: (model: string): string => `Learning your voice for ${model}`,
        alone: "Started by itself, as the machine was idle. It stops when you come back.",
        stage: {texts: "Reading your texts", train: "Learning", measure: "Measuring on the texts that were kept out"},
        step: (step: number, steps: number): string => `Step ${f.number(step)} of ${f.number(steps)}`,
        speed: (tokens: number): string => `${plural(Math.round(tokens), "token", "tokens")} a second`,
        timeLeft: (seconds: number): string => `${minutes(seconds)} left`,
        /** `share`: 0.2 is 20 % better */
        soFar: (share: number): string => `So far the model predicts texts it has not seen ${better(share)} at the start.`,
        notYet: "No gain on the kept-out texts yet.",
        pause: "Pause",
        cancel: "Cancel the training",
        cancelTitle: "Cancel the training?",
        cancelWords: "What was reached so far is deleted. Your texts, and a voice that was learned before, stay.",
        unfinished: "A training was interrupted and can go on where it was.",
        goOn: "Go on",
        discard: "Discard it",
        gained: (share: number): string => `With the learned voice the model predicts your own sentences ${better(share)} without it.`,
        gainedHow: (keptOut: number, none: string, tuned: string): string =>
            `Measured on ${plural(keptOut, "text", "texts")} it had not seen: each next word is that much likelier on average ` +
            `(from ${none} to ${tuned} nats a token).`,
        learnedFrom: (texts: number, date: string): string => `Learned from ${plural(texts, "text", "texts")} on ${date}.`,
        grown: "Your texts have grown by a fifth or more since then: it is worth learning again.",
        stale: (sentence: string): string => sentence,
        failed: (sentence: string): string => sentence,
        tooFew: (texts: number, least: number): string =>
            `There ${texts === 1 ? "is" : "are"} ${plural(texts, "text", "texts")} of yours, and ${f.number(least)} are ` +
            "needed: add folders with more of them.",
        use: "Use it for drafts",
        useHint:
            "The learned voice was kept because drafts with it say about as many of your notes as drafts without it. Compare " +
            "them, and switch it off if you like it less.",
        byItself: "Learn by itself when the machine is idle",
        byItselfHint: "Only on mains power, and again when your texts have grown by a fifth. It stops when you come back.",
        byItselfNot:
            "Learning by itself while the machine is idle is off here: only the desktop program knows when it is idle, and " +
            "whether it is on mains power.",
        erase: "Erase the learned voice",
        eraseTitle: "Erase the learned voice?",
        eraseWords: "The learned voices of all models are deleted from this machine. Your texts and the library stay.",
        erased: "The learned voice is erased.",
        compare: "Compare drafts",
        compareTitle: "Before and after",
        compareNotes: "What should they say?",
        compareTo: "To",
        compareGo: "Write both",
        before: "Before",
        after: "After",
        compareNote: "The same notes and the same random numbers; only the learned voice differs.",
        inRail: (share: string): string => `Learning your voice, ${share}`
    },
    snippets: {
        title: "Snippets",
        lead:
            "Texts of yours that go in as they are: directions, an account number, how to get in. Those for somebody come first " +
            "when you write to them.",
        insert: "Insert a snippet",
        insertOne: (name: string): string => `Insert the snippet “${name}”`,
        manage: "Manage snippets",
        add: "Add a snippet",
        keepSelection: "Keep the selection as a snippet",
        forThem: (who: string): string => `For ${who}`,
        everybody: "For everybody",
        name: "Name",
        text: "Text",
        to: "For",
        toHint: "Names or addresses, with commas between them. Empty: for everybody.",
        keep: "Keep the snippet",
        taken: "There is a snippet of this name already: choose another name.",
        edit: (name: string): string => `Edit “${name}”`,
        remove: (name: string): string => `Remove “${name}”`,
        removed: "The snippet is removed."
    }
};
