import {createContext, useContext} from "react";
import {de} from "./de.ts";
import {en} from "./en.ts";
import type {Messages} from "./messages.ts";

export type Language = "en" | "de";
const catalogues: Readonly<Record<Language, Messages>> = {en, de};

export const MessagesContext = createContext<Messages>(en);

export function useMessages(): Messages {
    return useContext(MessagesContext);
}

export function catalogue(language: Language): Messages {
    return catalogues[language];
}

/** The language the user chose, or the system's if there is a catalogue for it, or English. */
export function pickLanguage(chosen: "system" | Language, locale: string): Language {
    if (chosen !== "system") return chosen;
    return locale.toLowerCase().startsWith("de") ? "de" : "en";
}
