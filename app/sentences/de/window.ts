import type {window as en} from "../en/window.ts";
import type {Translated} from "../entry.ts";

export const window: Translated<typeof en> = {
    "window.cancelled": "Abgebrochen.",
    "window.failed": ({request}) =>
        `In Idiolect ist etwas schiefgegangen (${request}); Näheres steht im Protokoll. Versuchen Sie es noch einmal, und ` +
        "starten Sie Idiolect neu, wenn es so bleibt.",
    "window.refused": ({request, why}) => `Das Fenster hat „${request}“ gefragt, wie es nicht fragen darf: ${why}.`,
    "window.unknown-request": ({request}) => `Diese Version von Idiolect kennt „${request}“ nicht.`,
    "window.number-twice": "Das Fenster hat eine Nummer zweimal verwendet; laden Sie es neu.",
    "window.answer-unknown": ({request}) =>
        `Idiolect hat auf „${request}“ geantwortet, wie dieses Fenster es nicht versteht; laden Sie das Fenster neu.`,
    "window.stopped": "Idiolect läuft nicht mehr; starten Sie es neu."
};
