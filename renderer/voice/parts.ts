import {createStore} from "../state/store.ts";

/** The sections of My voice, each about one screen high. */
export const voiceParts = ["sound", "people", "leftOut", "years", "texts", "deeper"] as const;
export type VoicePart = (typeof voiceParts)[number];

/** the section that is shown; kept on other screens */
export const voicePart = createStore<VoicePart>("sound");
