import type {IndexProgress, ItemKind, Kind, Sentence} from "../../app/contract/index.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {pages} from "./en-pages.ts";
import {formats} from "./formats.ts";

const f = formats("en");
const kinds: Record<Kind, string> = {email: "E-mail", reply: "Reply", subject: "Subject", headline: "Headline", continue: "Continue"};
const itemKinds: Record<ItemKind, string> = {email: "E-mails", reply: "Replies", headline: "Articles", continue: "Prose"};
const {plural} = f;

export const en = {
    name: "Idiolect",
    close: "Close",
    cancel: "Cancel",
    loading: "Loading",
    tryAgain: "Try again",
    remove: "Remove",
    choose: "Choose…",
    undo: "Undo",
    copied: "Copied.",
    saved: "Saved.",
    skipToText: "Skip to the text",
    number: (value: number): string => f.number(value),
    percent: (share: number): string => f.percent(share),
    date: (iso: string): string => f.date(iso),
    /** what main says, in this language */
    say: (sentence: Sentence): string => wordSentence(sentence, "en"),
    bytes: (size: number): string => f.bytes(size),
    exact: (value: number): string => f.exact(value),
    ...pages,
    kinds,
    itemKinds,
    texts: (count: number): string => plural(count, "text", "texts"),
    files: (count: number): string => plural(count, "file", "files"),
    words: (count: number): string => plural(count, "word", "words"),
    screens: {
        write: "Write",
        drafts: "Drafts",
        voice: "My voice",
        sources: "Sources",
        models: "Models",
        connections: "Connections",
        privacy: "Privacy",
        settings: "Settings"
    },
    frame: {
        navigation: "Screens",
        upToDate: (items: string): string => `${items} learned`,
        learning: "Learning…",
        nothingLearned: "Nothing learned yet",
        commands: "Commands",
        searchCommands: "What would you like to do?",
        noCommand: "There is no such command.",
        lost: "The window has lost its connection to Idiolect. Start Idiolect again.",
        broken: "This part of the window has failed; your texts are safe.",
        reload: "Reload the window"
    },
    welcome: {
        title: "Drafts that sound like you",
        lead: "Show Idiolect where your writing is. It learns how you write, and drafts in your voice. Everything stays on this machine.",
        chooseFolder: "Choose a folder",
        folderHint: "E-mails, posts, articles, notes: whatever you wrote yourself.",
        found: "Found on this machine",
        trySamples: "Try it with the samples",
        samplesHint: "About thirty letters and posts by an invented person.",
        steps: "Steps",
        step: {where: "Where", who: "Who", learn: "Learn", draft: "First draft"},
        who: "Who are you?",
        whoLead: "In mail, only what you wrote yourself counts. Tick your own names and addresses.",
        whoGuess: (written: number, messages: number): string => `wrote ${f.number(written)} of ${plural(messages, "message", "messages")}`,
        whoMissing: "Another name or address",
        whoAdd: "Add",
        whoNone: "No senders were found, so every text counts as yours.",
        next: "Continue",
        back: "Back",
        learning: "Learning how you write",
        stop: "Stop learning",
        stopped: (items: string | null): string =>
            items === null
                ? "Stopped before a text was learned. The folder is kept in the list under Sources, paused: nothing more is read from it."
                : `Stopped: ${items} learned so far, and kept. The rest is not read until you go on; under Sources you can also remove ` +
                  "the folder, with everything learned from it.",
        goOn: "Go on learning",
        learned: (items: string): string => `That is all: ${items} learned.`,
        learnedNothing:
            "Nothing in this folder could be learned from. Choose another one, or see under Sources what was left out, and why.",
        firstDraft: "Write the first draft",
        firstNotes: "thank them for yesterday; suggest lunch on Thursday; ask for the photos",
        skip: "Not now"
    },
    write: {
        title: "Write",
        kind: "What to write",
        to: "To",
        subject: "Subject",
        optional: "optional",
        notes: {
            email: "What should it say? A few key words will do.",
            reply: "What should the answer say? Leave it empty to see what you might say.",
            subject: "Paste the e-mail that needs a subject.",
            headline: "Paste the article that needs a headline.",
            continue: "Begin the text; Idiolect goes on."
        },
        message: "The message to answer",
        messageHint: "Paste it, or drop an .eml here",
        openMessage: "Open a message…",
        pastedMail: "the pasted mail",
        mailTaken: "Taken as the message to answer.",
        mailAsText: "Paste it as text",
        strength: "Strength",
        length: "Length",
        warmth: "Warmth",
        strengthWord: (value: number): string =>
            value < 0.15
                ? "anybody"
                : value < 0.6
                  ? "a hint of me"
                  : value < 0.9
                    ? "mostly me"
                    : value <= 1.1
                      ? "me"
                      : value <= 1.4
                        ? "strongly me"
                        : "exaggerated",
        lengthWord: (value: number): string =>
            value < -0.6 ? "much shorter" : value < -0.1 ? "shorter" : value <= 0.1 ? "as usual" : value <= 0.6 ? "longer" : "much longer",
        warmthWord: (value: number): string =>
            value < -0.6 ? "matter-of-fact" : value < -0.1 ? "plainer" : value <= 0.1 ? "as usual" : value <= 0.6 ? "warmer" : "heartfelt",
        cleared: "Cleared for a new text.",
        draft: "Draft",
        draftAgain: "Draft again",
        stopAll: "Stop",
        count: "Drafts side by side",
        rules: (count: number): string => (count === 0 ? "Add a rule" : plural(count, "rule", "rules")),
        rulesTitle: "Rules",
        rulesLead:
            "Rules outrank the learned voice. One on each line, for example: never use exclamation marks; no more than 80 " +
            "words; sign with “J.”",
        rulesSave: "Keep the rules",
        unsupported: (words: string): string => `“${words}” is not in your notes`,
        factKeep: "It is right",
        factKeepIt: (words: string): string => `It is right: “${words}”`,
        factCut: "Remove",
        factCutIt: (words: string): string => `Remove: “${words}”`,
        factRemoved: "Removed from the draft.",
        noMatch: "Voice not measured",
        noMatchAsk: "Why there is no number for how much this sounds like you",
        voiceAsk: "How much this sounds like you, and what the number rests on",
        voiceTitle: "How much this sounds like you",
        voiceNothing: "Nothing has been learned yet that a text could be compared with.",
        voicePosition: (position: number, ci: readonly [number, number] | null): string =>
            `${f.number(position)} on a scale where other people’s texts are at 0 and your own at 100, both on average` +
            `${ci === null ? "" : `; a text of this length leaves it anywhere from ${f.number(ci[0])} to ${f.number(ci[1])}`}.`,
        voiceBasis: (words: number, texts: number): string =>
            `It rests on ${plural(words, "word", "words")} of this draft and ${plural(texts, "text", "texts")} of yours in its language.`,
        voiceReason: (_obstacle: string | null, _words: number, _texts: number, reason: string | null): string =>
            reason ?? "There is no number for this text.",
        ruleChecked: "checked by the program",
        ruleAsked: "told to the model, not checked",
        rulesChecked: "How each rule is applied",
        noteMissing: (note: string) => `Does not say: ${note}`,
        ruleBroken: (rule: string): string => `Breaks the rule “${rule}”.`,
        drafts: "Drafts",
        draftTitle: (n: number): string => `Draft ${n}`,
        waiting: "Starting",
        stage: {model: "Loading the model", persona: "Finding your voice", prompt: "Reading what you gave"},
        writing: "Writing",
        stopped: "Stopped",
        done: "Done",
        cut: "Reached the length limit",
        match: (share: string): string => `${share} you`,
        matchWords: (share: string): string => `${share} of your habits kept`,
        empty: "The model wrote nothing for this. Try again, or say a little more.",
        stop: "Stop this draft",
        copy: "Copy",
        edit: "Edit",
        again: "Another one instead",
        againWord: "Another one",
        show: (n: number): string => `Show draft ${n}`,
        failed: "Failed",
        faults: (count: number): string => `${f.number(count)} to look at`,
        how: "How the drafts are to be",
        howWords: (strength: string, length: string | null, warmth: string | null): string =>
            [`Voice: ${strength}`, ...(length === null ? [] : [`length: ${length}`]), ...(warmth === null ? [] : [warmth])].join(", "),
        otherWays: "As e-mail",
        copyReply: "Copy with the message quoted",
        wrote: (who: string | null): string => (who === null ? "You wrote:" : `${who} wrote:`),
        more: "More like this",
        why: "See why",
        mail: "Open in my mail program",
        ended: (n: number): string => `Draft ${n} is written.`,
        learnFirst: "Idiolect has not learned from your texts yet, so these drafts are not in your voice.",
        addSource: "Choose a folder",
        firstHint: "Write what you want to say, then press",
        field: {to: "To", subject: "Subject", notes: "the notes", message: "the message", text: "the text"} as Readonly<
            Record<string, string>
        >,
        tooLong: (fields: readonly string[]): string =>
            `Longer than the model can read, so part was left out: ${fields.map((each) => en.write.field[each] ?? each).join(", ")}.`,
        withheld: (line: string, more: number): string =>
            `Not read by the model, as it gives orders to one: “${line}”` +
            (more === 0 ? "" : ` and ${more} more ${more === 1 ? "line" : "lines"}`)
    },
    why: {
        title: "Why this draft",
        shapedBy: "Texts of mine that shaped it",
        shapedByNote: "The share each text has in your voice for this draft.",
        examplesNote: "These were given to the model as examples; the share says how much each counts.",
        trainedOnAll: "All the texts that the voice was trained on shaped this draft together; no single one was given to the model.",
        trainedNote: "All the texts that the voice was trained on shaped this draft; this one was also given to the model as an example.",
        noInfluences: "No text shaped this draft: it was written without your voice.",
        habits: "My habits against this draft",
        habitsNote: "The band is where your own texts are; the dot is this draft.",
        noHabits: "There are too few texts of this kind to compare with.",
        without: "The same without my voice",
        withVoice: "With my voice",
        withoutVoice: "Without",
        compare: "Write it without my voice",
        mine: "mine",
        draft: "draft",
        open: "Show the file",
        exclude: "Leave this text out",
        excluded: "Left out. It will not shape drafts any more."
    },
    edit: {
        title: "Edit",
        text: "The text",
        back: "Back to the drafts",
        selectHint: "Select a passage to change it, or change the whole text.",
        how: {shorter: "Shorter", longer: "Longer", warmer: "Warmer", plainer: "Plainer", mine: "Say it like me"},
        passage: "Change the passage",
        ask: "Say what to change",
        askHint: "firmer, and offer Tuesday",
        keepAction: "Keep this as an action of mine",
        actionKept: "Kept as an action",
        ownActions: "My actions",
        removeAction: (action: string): string => `Remove “${action}”`,
        tooLong: "The passage is longer than the model can read at once: select a shorter one.",
        notDone: (parts: readonly string[]): string => `This could not be done without changing what the text says: ${parts.join("; ")}.`,
        couldNot: {
            shorter: "This could not be made shorter without leaving out something that it says.",
            longer: "This could not be made longer without saying something that you have not said: say what to add, or write it yourself.",
            warmer: "This could not be made warmer without changing what it says: a larger model may do it.",
            plainer: "There are no plainer words for this that say the same: a larger model may find some.",
            mine: "There is nothing in this passage that you would say otherwise, as far as this model can tell."
        },
        working: "Rewriting the passage",
        accept: "Accept",
        refuse: "Refuse",
        proposal: "Proposed change",
        saving: "Saving…",
        saved: "Saved",
        unsaved: "Not saved yet",
        versions: "Versions",
        versionWhy: {model: "as drafted", edit: "edited", revision: "change accepted"},
        restore: "Restore this version",
        noVersions: "There are no earlier versions.",
        gone: "This text is no longer kept.",
        stale: "The passage has changed since you asked, so nothing was replaced.",
        nothingChanged: "There is nothing to change in this passage.",
        length: (words: string, share: string | null): string => (share === null ? words : `${words} · ${share} you`)
    },
    drafts: {
        title: "Drafts",
        lead: "Drafts you edited, with all their versions, and the drafts you did not edit.",
        written: "Drafted, not edited",
        search: "Search the drafts",
        none: "No drafts are kept yet",
        noneHint: "Edit a draft, and it is kept here with all its versions.",
        notFound: "No draft contains these words.",
        untitled: "Untitled",
        remove: "Remove this draft",
        removeTitle: "Remove this draft?",
        removeWords: "The text and its versions are deleted from this machine.",
        open: (title: string): string => `Open “${title}”`
    },
    voice: {
        title: "My voice",
        lead: "What Idiolect has learned from your texts. Everything here can be corrected, left out, exported and erased.",
        all: "Everything",
        empty: "Nothing learned yet",
        emptyHint: "Add a folder with your writing, and your habits appear here.",
        basis: (texts: number, words: number): string => `From ${plural(texts, "text", "texts")}, ${plural(words, "word", "words")}.`,
        habits: "Habits",
        openings: "How I begin",
        closings: "How I end",
        favourites: "Words I like",
        tooFew: "Too few texts to say.",
        never: "Never, or hardly ever:",
        overTime: "Over the years",
        overTimeNote: "Average of each year’s texts.",
        noYears: "A trend needs at least three years with five texts each, and your texts carry too few dates for that.",
        habit: "Habit",
        map: "Map of my texts",
        mapNote: "Texts that sound alike lie close together. Point to a text to read it; click for more.",
        mapTooFew: "The map needs at least three texts that have been learned.",
        mapList: "Texts on the map",
        colourBy: "Colour by",
        byKind: "Kind",
        byYear: "Year",
        noYear: "no date",
        shown: (shown: string, total: string): string => `${shown} of ${total} shown`,
        people: "Greetings and sign-offs",
        person: "To",
        greeting: "Greeting",
        signOff: "Sign-off",
        noPeople: "No e-mails with recipients have been learned.",
        leftOut: "Left out",
        leftOutNote: "Texts you left out. They do not shape drafts.",
        noneLeftOut: "You have not left out any text.",
        search: "Search my texts",
        searchHint: "Find a text to read it or leave it out.",
        leaveOut: "Leave this text out",
        takeBack: "Take it back in",
        export: "Export",
        exported: "Exported.",
        erase: "Erase",
        eraseTitle: "Erase what was learned?",
        eraseWords:
            "The library and your voice are deleted from this machine. Your own files are not touched. The folders stay in the " +
            "list and can be learned again.",
        erased: "Erased.",
        from: (path: string): string => `From ${path}`,
        to: (names: string): string => `To ${names}`,
        habitNames: {
            sentenceLength: "Sentence length",
            textLength: "Length of a text",
            wordLength: "Word length",
            paragraphLength: "Paragraph length",
            contractions: "Contractions",
            exclamationMarks: "Exclamation marks",
            questionMarks: "Question marks",
            commas: "Commas",
            dashes: "Dashes",
            semicolons: "Semicolons",
            colons: "Colons",
            brackets: "Brackets",
            ellipses: "Ellipses",
            emoji: "Emoji",
            lowerCaseStarts: "Sentences in lower case",
            openEnds: "Paragraphs without a full stop at the end",
            lowerCaseI: "Small “i”",
            capitalWords: "WORDS IN CAPITALS",
            firstPerson: "I and me",
            youWords: "You and your",
            greeting: "Begins with a greeting",
            signOff: "Ends with a sign-off",
            lineLength: "Length of a headline",
            lineCapitals: "Capitalised words in headlines",
            lineLowerCase: "Headlines in lower case",
            lineAllCapitals: "Headlines in capitals",
            lineColon: "Colons in headlines",
            lineQuestion: "Headlines that ask",
            lineDigits: "Numbers in headlines",
            lineFullStop: "Headlines with a full stop",
            lineComma: "Commas in headlines",
            opening: "Greeting",
            closing: "Sign-off"
        } as Readonly<Record<string, string>>,
        value: (value: number, unit: string): string =>
            unit === "share"
                ? f.percent(value)
                : unit === "words"
                  ? `${f.decimal(value)} ${f.decimal(value) === "1" ? "word" : "words"}`
                  : unit === "characters"
                    ? `${f.decimal(value)} ${f.decimal(value) === "1" ? "letter" : "letters"}`
                    : `${f.decimal(value)} in 100 words`
    },
    sources: {
        title: "Sources",
        lead: "The folders your writing is in. Idiolect reads them, notices changes in them, and never writes into them.",
        add: "Add a folder",
        addTitle: "Add a folder",
        path: "Folder",
        pathHint: "Everything below it is read.",
        learn: "Learn from this folder",
        browse: "Folders here",
        up: "One folder up",
        empty: "No folder yet",
        emptyHint: "Choose a folder with e-mails, posts or articles you wrote.",
        learning: "Learning",
        stop: "Stop",
        stopped: "Stopped. What was learned so far is kept.",
        scan: "Look for changes",
        state: {
            ready: "Up to date",
            scanning: "Learning",
            paused: "Paused",
            unreachable: "Cannot be reached",
            held: "Waiting for your answer"
        },
        counts: (items: string, files: string): string => `${items} from ${files}`,
        skippedCount: (count: number): string => plural(count, "file left out", "files left out"),
        pause: "Pause",
        resume: "Resume",
        removeTitle: (path: string): string => `Stop learning from ${path}?`,
        removeWords: "What was learned from this folder is forgotten. The files in it are not touched.",
        removeAction: "Forget this folder",
        held: "More than half of this folder’s texts are gone. Were they deleted, or is a drive missing?",
        heldKeep: "Keep them for now",
        heldForget: "They were deleted",
        kinds: "What it holds",
        kindsFound: "Any kind",
        progress: (progress: IndexProgress | null): string => {
            if (progress === null) return "Getting ready";
            const of = progress.total ?? progress.done;
            const done = progress.total === null ? f.number(progress.done) : `${f.number(progress.done)} of ${f.number(progress.total)}`;
            switch (progress.phase) {
                case "scan":
                    return `Looking through the folder: ${done} ${of === 1 ? "file" : "files"}`;
                case "read":
                    return `Reading ${done} ${of === 1 ? "file" : "files"}`;
                case "encode":
                    return `Learning the style of ${done} ${of === 1 ? "text" : "texts"}`;
            }
        },
        timeLeft: (seconds: number | null): string =>
            seconds === null ? "" : seconds < 60 ? "less than a minute left" : `about ${f.number(Math.round(seconds / 60))} min left`,
        result: (items: number, skipped: number): string =>
            `${plural(items, "text", "texts")} learned${skipped > 0 ? `, ${plural(skipped, "file", "files")} left out` : ""}.`,
        skipped: "Left out, and why",
        noSkipped: "No file was left out.",
        andMore: (count: string): string => `and ${count} more`,
        explain: "What counts in this file",
        kept: "Counted as mine",
        leftOut: "Left out",
        nothingKept: "Nothing in this file counts as yours.",
        identities: "Who I am",
        identitiesLead: "In mail, only text from these names and addresses counts.",
        identitiesPlaceholder: "Name or address",
        identitiesAdd: "Add",
        noIdentities: "No name is given, so all mail counts as yours."
    },
    models: {
        title: "Models",
        lead: "The language model writes; your voice is put in front of it. Models are files on this machine.",
        inUse: "In use",
        use: "Use this one",
        verify: "Check the file",
        add: "Add a model…",
        addTitle: "Add a model",
        addPath: "Model file (GGUF), or address of a served model",
        addHint: "A file in llama.cpp’s format, which is used where it lies, or http://127.0.0.1:PORT/v1#NAME.",
        embedded: "comes with Idiolect",
        plug: "knows your voice",
        fits: "fits this machine",
        fitsNot: "too large for this machine’s memory",
        memory: (free: string, total: string): string => `${free} of ${total} memory free`,
        threads: (count: number): string => plural(count, "thread", "threads"),
        none: "No model was found",
        noneHint: "Add a GGUF file to write with.",
        switching: "Loading the model",
        size: "Size",
        architecture: "Architecture"
    },
    privacy: {
        title: "Privacy",
        lead: "Your texts, what was learned and what is drafted stay on this machine. This page lists everything.",
        network: "Network",
        noNetwork: "Idiolect makes no network connection.",
        noNetworkHint: "No account, no telemetry, no update check. The window is not allowed to reach any address.",
        networkWhen: "When",
        networkWhere: "Where to",
        connections: "Other programs on this machine",
        connectionsNote: "Switched on and off under “Connections”.",
        stored: "What is stored where",
        what: {
            library: "Library: your texts, their vectors, the search index",
            personas: "Voices trained on your texts",
            adapters: "Adapters (LoRA) trained on your texts, as llama.cpp reads them",
            settings: "Settings and folders",
            drafts: "Drafts and their versions",
            models: "Models",
            other: "Other"
        },
        encrypted: "encrypted",
        plain: "not encrypted",
        total: (size: string): string => `${size} in all`,
        nothingStored: "Nothing is stored yet.",
        erase: "Erase everything",
        eraseLead: "Deletes all of the above except the models that came with Idiolect. Your own files are not touched.",
        eraseTitle: "Erase everything Idiolect has stored?",
        eraseWords:
            "The library, your voice, the drafts and the settings are deleted from this machine, for good. Your own files are not touched.",
        erased: "Everything is erased."
    },
    settings: {
        title: "Settings",
        look: "Look",
        theme: "Theme",
        themes: {system: "System", light: "Light", dark: "Dark"},
        language: "Language",
        languages: {system: "System", en: "English", de: "Deutsch"},
        writing: "Writing",
        learn: "Learn from my edits",
        learnHint:
            "A draft that you edit or copy counts among your texts, marked as a draft and with less weight than what you wrote yourself.",
        desktop: "Desktop",
        quickBrief: "Shortcut for the quick brief",
        quickBriefHint: "Opens a small window over any program; the draft is put on the clipboard. Empty: none.",
        notifications: "Notify me when a long job is done",
        updates: "Keep Idiolect up to date",
        updatesHint: (where: string): string =>
            `Asks ${where} once a day, while nothing is being written or read. A new version is installed when you quit. ` +
            "Nothing of yours is sent.",
        updateReady: (version: string): string => `Idiolect ${version} is installed when you quit.`,
        updateOlder: (version: string): string =>
            `Only Idiolect ${version} is offered, which is older than this one, so it is not installed.`,
        machine: "Machine",
        threads: "Threads",
        threadsHint: "0: as many as suit this machine.",
        shortcuts: "Shortcuts",
        about: (version: string): string => `Idiolect ${version}`
    },
    quick: {
        title: "Quick brief",
        notes: "What should it say?",
        draft: "Draft to the clipboard",
        onClipboard: "On the clipboard."
    },
    learnedFromEdit: "Added to your texts.",
    commands: {
        draft: "Draft",
        stop: "Stop writing",
        palette: "All commands",
        newText: "New text",
        copy: "Copy this draft",
        edit: "Edit this draft",
        showDraft: (n: number): string => `Show draft ${n}`,
        copyDraft: (n: number): string => `Copy draft ${n}`,
        editDraft: (n: number): string => `Edit draft ${n}`,
        whyDraft: (n: number): string => `See why draft ${n} is as it is`,
        againDraft: (n: number): string => `Another one instead of draft ${n}`,
        moreDraft: (n: number): string => `More like draft ${n}`,
        stopDraft: (n: number): string => `Stop draft ${n}`,
        mailDraft: (n: number): string => `Open draft ${n} in my mail program`,
        kind: (kind: string): string => `Write: ${kind}`,
        goTo: (screen: string): string => `Go to ${screen}`,
        strengthUp: "More of my voice",
        strengthDown: "Less of my voice",
        rules: "Edit the rules",
        light: "Light theme",
        dark: "Dark theme",
        systemTheme: "The system’s theme",
        addFolder: "Add a folder",
        scan: "Look for changes in my folders",
        undo: "Undo",
        accept: "Accept the change",
        refuse: "Refuse the change",
        versions: "Versions of this text"
    }
};
