import {createStore} from "../state/store.ts";

/** The questions that My voice answers, each on a screen's height. */
export const voiceParts = ["sound", "people", "leftOut", "years", "texts", "deeper"] as const;
export type VoicePart = (typeof voiceParts)[number];

/** which one is shown; kept while other screens are */
export const voicePart = createStore<VoicePart>("sound");
