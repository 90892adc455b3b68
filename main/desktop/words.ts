import {UserError} from "../../app/errors.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import type {SentenceLanguage} from "../../app/sentences/wording.ts";

/** Texts outside the window: menu, tray, dialogs. The window has its own catalogues. */
const english = {
    language: "en" as SentenceLanguage,
    file: "File",
    newText: "New text",
    openMessage: "Open a message…",
    addFolder: "Add a folder…",
    quit: "Quit",
    quickBrief: "Quick brief",
    show: "Show Idiolect",
    write: "Write",
    draft: "Draft",
    stop: "Stop writing",
    rules: "Rules…",
    go: "Go",
    palette: "All commands…",
    view: "View",
    help: "Help",
    messages: "E-mail messages",
    models: "Language models",
    chooseFolder: "Choose the folder with your writing",
    selectionTooLong: "The selection is longer than a page: select the passage that is to be rewritten.",
    pasteRewritten: "The rewritten text is on the clipboard: paste it.",
    rewriteFailed: "The selection could not be rewritten, and nothing was changed; try again.",
    screens: {
        write: "Write",
        drafts: "Drafts",
        voice: "My voice",
        sources: "Sources",
        models: "Models",
        connections: "Connections",
        privacy: "Privacy",
        settings: "Settings"
    }
};

const german: typeof english = {
    language: "de",
    file: "Datei",
    newText: "Neuer Text",
    openMessage: "Nachricht öffnen …",
    addFolder: "Ordner hinzufügen …",
    quit: "Beenden",
    quickBrief: "Kurzauftrag",
    show: "Idiolect zeigen",
    write: "Schreiben",
    draft: "Entwerfen",
    stop: "Schreiben anhalten",
    rules: "Regeln …",
    go: "Gehe zu",
    palette: "Alle Befehle …",
    view: "Ansicht",
    help: "Hilfe",
    messages: "E-Mail-Nachrichten",
    models: "Sprachmodelle",
    chooseFolder: "Ordner mit Ihren Texten auswählen",
    selectionTooLong: "Die Auswahl ist länger als eine Seite: Markieren Sie die Stelle, die umgeschrieben werden soll.",
    pasteRewritten: "Der umgeschriebene Text liegt in der Zwischenablage: Fügen Sie ihn ein.",
    rewriteFailed: "Die Auswahl ließ sich nicht umschreiben, und nichts wurde geändert; versuchen Sie es noch einmal.",
    screens: {
        write: "Schreiben",
        drafts: "Entwürfe",
        voice: "Meine Stimme",
        sources: "Quellen",
        models: "Modelle",
        connections: "Verbindungen",
        privacy: "Privatsphäre",
        settings: "Einstellungen"
    }
};

export type Words = typeof english;

/**
 * @param chosen the language of the settings
 * @param locale the system's
 */
export function wordsFor(chosen: "system" | "en" | "de", locale: string): Words {
    return (chosen === "system" ? locale.toLowerCase().startsWith("de") : chosen === "de") ? german : english;
}

/** Why the program could not start, in the system's language: the settings, which name another one, may not have been read. */
export function startFailure(error: unknown, locale: string): string {
    if (error instanceof UserError) return wordSentence(error.sentence, wordsFor("system", locale).language);
    return error instanceof Error ? error.message : String(error);
}
