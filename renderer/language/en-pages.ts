import {formats} from "./formats.ts";

const f = formats("en");
const plural = (count: number, one: string, many: string): string => `${f.number(count)} ${count === 1 ? one : many}`;
const minutes = (seconds: number): string => (seconds < 60 ? "less than a minute" : plural(Math.round(seconds / 60), "minute", "minutes"));

const better = (share: number): string => (share < 1 ? `${f.percent(share)} better than` : `${f.decimal(1 + share)} times as well as`);

/** Words of training, downloads, connections and what was learned; the rest is in `en.ts`. */
export const pages = {
    training: {
        title: "Learn my voice deeper",
        lead: "Trains the persona in front of the model on your own texts. Everything happens on this machine; you can go on writing meanwhile.",
        act: "Learn my voice deeper",
        actFor: "Learn my voice for it",
        again: "Learn again",
        asking: "Trying one step, to tell you what it takes",
        estimateTitle: "What it takes",
        estimateTexts: (texts: number, keptOut: number): string => `It learns from ${plural(texts, "text", "texts")} of yours and keeps ${f.number(keptOut)} newer ones out, to measure on.`,
        estimateTime: (seconds: number | null): string => (seconds === null ? "How long it takes cannot be told beforehand." : `About ${minutes(seconds)} at most, if the machine is not busy with anything else.`),
        estimateMemory: (needed: string, free: string): string => `${needed} of memory besides the model that writes; ${free} are free.`,
        start: "Start",
        running: (model: string): string => `Learning your voice for ${model}`,
        alone: "Begun by itself, as the machine was idle. It stops when you come back.",
        stage: {texts: "Reading your texts", train: "Learning", measure: "Measuring on the texts that were kept out"},
        step: (step: number, steps: number): string => `Step ${f.number(step)} of ${f.number(steps)}`,
        speed: (tokens: number): string => `${plural(Math.round(tokens), "token", "tokens")} a second`,
        timeLeft: (seconds: number): string => `${minutes(seconds)} left`,
        /** `share`: 0.2 is 20 % better */
        soFar: (share: number): string => `So far it predicts texts it has not seen ${better(share)} at the start.`,
        notYet: "No gain on the kept-out texts yet.",
        pause: "Pause",
        cancel: "Cancel the training",
        cancelTitle: "Cancel the training?",
        cancelWords: "What was reached so far is deleted. Your texts, and a voice that was learned before, stay.",
        unfinished: "A training was interrupted and can go on where it was.",
        goOn: "Go on",
        discard: "Discard it",
        gained: (share: number): string => `It predicts your own sentences ${better(share)} the model does without it.`,
        gainedHow: (keptOut: number, none: string, tuned: string): string =>
            `Measured on ${plural(keptOut, "text", "texts")} it had not seen: each next word is that much likelier on average (${none} to ${tuned} nats a token).`,
        learnedFrom: (texts: number, date: string): string => `Learned from ${plural(texts, "text", "texts")} on ${date}.`,
        grown: "Your texts have become more by a fifth or more since: learning again is worth its time.",
        stale: (sentence: string): string => sentence,
        failed: (sentence: string): string => sentence,
        tooFew: (texts: number, least: number): string => `There are ${plural(texts, "text", "texts")} of yours, and ${f.number(least)} are needed: add folders with more of them.`,
        use: "Use it for drafts",
        useHint: "Compare the drafts first: what sounds more like you may say your notes less exactly.",
        byItself: "Learn by itself when the machine is idle",
        byItselfHint: "Only on mains, and again when your texts have grown by a fifth. It stops when you come back.",
        byItselfNot: "Learning by itself while the machine is idle is off here: only the desktop program knows when it is, and whether it is on mains.",
        erase: "Erase the learned voice",
        eraseTitle: "Erase the learned voice?",
        eraseWords: "The trained personas of all models are deleted from this machine. Your texts and the library stay.",
        erased: "The learned voice is erased.",
        compare: "Compare drafts",
        compareTitle: "Before and after",
        compareNotes: "What should they say?",
        compareTo: "To",
        compareGo: "Write both",
        before: "Before",
        after: "After",
        compareNote: "The same notes and the same chance; only the learned voice differs.",
        inRail: (share: string): string => `Learning your voice, ${share}`
    }
};
