import type {window as en} from "../en/window.ts";
import type {Translated} from "../entry.ts";

export const window: Translated<typeof en> = {
    "window.cancelled": "Abgebrochen.",
    "window.failed": ({request}) =>
        `In Idiolect ist etwas schiefgegangen (${request}); Näheres steht im Protokoll. Versuchen Sie es noch einmal, und ` +
        "starten Sie Idiolect neu, wenn es wieder geschieht.",
    "window.refused": ({request, why}) =>
        `Die Anfrage „${request}“ des Fensters wurde abgelehnt (${why}); ändern Sie Ihre Eingabe, oder laden Sie das Fenster neu.`,
    "window.too-long": ({most}) => `sie hat mehr als ${most.toLocaleString("de")} Zeichen`,
    "window.unknown-request": ({request}) => `Diese Version von Idiolect kennt „${request}“ nicht; laden Sie das Fenster neu.`,
    "window.number-twice": "Das Fenster hat eine Nummer zweimal verwendet; laden Sie es neu.",
    "window.answer-unknown": ({request}) =>
        `Idiolect hat auf „${request}“ so geantwortet, dass dieses Fenster es nicht versteht; laden Sie das Fenster neu.`,
    "window.stopped": "Idiolect läuft nicht mehr; starten Sie es neu."
};
