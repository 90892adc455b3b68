import type {Entries} from "../entry.ts";

type Name = {name: string};

/** Plugs, trained personas, and their training. */
export const persona = {
    "tensors.damaged": ({name, why}: Name & {why: string}) =>
        `${name} is not a complete safetensors file (${why}): copy or download it again.`,
    "plug.none": ({name}: Name) => `${name} is not a persona plug: choose a plug file made for Idiolect.`,
    "plug.other-format": ({name, found, known}: Name & {found: string; known: string}) =>
        `${name} has plug format ${found}, this version of Idiolect reads ${known}: update Idiolect.`,
    "plug.damaged": ({name, why}: Name & {why: string}) => `The plug ${name} cannot be used, as ${why}: copy or make it again.`,
    "plug.mismatch": ({name, differences}: Name & {differences: readonly string[]}) =>
        `The plug ${name} does not fit what is loaded (${differences.join("; ")}): choose the plug made for this model and ` +
        "encoder, or draft without one.",
    "plug.missing": {
        command: ({model, strategy}: {model: string; strategy: string}) =>
            `There is no plug for ${model}, which the strategy ${strategy} needs: name one with --plug, or choose ` +
            "profile+retrieval or bm25.",
        window: ({model}: {model: string; strategy: string}) => `There is no plug for ${model}: choose another model.`
    },

    "persona.none": ({name}: Name) => `${name} is not a trained voice; choose a file that Idiolect has trained.`,
    "persona.newer": ({name}: Name) => `${name} was made by a newer Idiolect; update Idiolect to use it.`,
    "persona.older": ({name}: Name) =>
        `The trained voice ${name} was made by an earlier Idiolect, whose voices write past the end of a text; train it again.`,
    "persona.damaged": ({name}: Name) => `The trained voice ${name} is damaged; train it again.`,
    "persona.unreadable": ({path, why}: {path: string; why: string}) =>
        `The trained voice ${path} cannot be read (${why}); train it again.`,
    "persona.texts-gone": ({count}: {count: number}) =>
        `Your trained voice learned from ${count === 1 ? "one text that is" : `${count} texts that are`} no longer in your ` +
        "library; train it again, or remove it.",
    "persona.other-model": ({trainedFor, model}: {trainedFor: string; model: string}) =>
        `This voice was trained for the model ${trainedFor} and not for ${model}; choose that model, or train a voice for this one.`,
    "persona.missing": {
        command: ({model, strategy}: {model: string; strategy: string}) =>
            `There is no voice trained for ${model}, which the strategy ${strategy} needs: train one with \`idiolect train\`, ` +
            "or choose profile+retrieval.",
        window: ({model}: {model: string; strategy: string}) => `There is no voice trained for ${model}: train one under “My voice”.`
    },
    "persona.no-lora": {
        command: ({model, strategy}: {model: string; strategy: string}) =>
            `No LoRA was trained for ${model}, which the strategy ${strategy} needs: train your voice with --lora, or choose tuned.`,
        window: ({model}: {model: string; strategy: string}) => `No LoRA was trained for ${model}: train your voice again.`
    },

    "training.running": "A voice is being trained already; wait for it, or cancel it first.",
    "training.stopped": "The training was stopped.",
    "training.few-texts": ({total, least}: {total: number; least: number}) =>
        `There ${total === 1 ? "is only one text" : `are only ${total} texts`} of yours to learn from, and ${least} are ` +
        "needed: add folders with more of them.",
    /** the trainer's own words, which are English */
    "training.refused": ({why}: {why: string}) => why,
    "training.ended": ({how}: {how: string}) =>
        `The training was ended by something else (${how}); start it again and it goes on from where it was saved.`,
    "training.no-trainer": {
        command: 'The trainer is not built on this machine; install a C++ compiler and run "npm run install" in Idiolect\'s folder.',
        window: "The trainer is missing from this copy of Idiolect; install Idiolect again."
    },
    "training.no-libraries": "llama.cpp has no prebuilt libraries for this machine, so nothing can be trained on it; use another computer.",
    "training.disk-full": ({path}: {path: string}) => `The disk is full, so ${path} could not be written; free some space and train again.`,
    "training.unwritten": ({path, why}: {path: string; why: string}) =>
        `${path} could not be written (${why}); choose another place or give yourself access to it.`,
    "training.persona": "voice",
    "training.lora": "LoRA",
    "training.no-better": ({what}: {what: string}) =>
        `The trained ${what} predicts texts of yours that it has not seen no better than the model does without it, so it was not kept.`,
    "training.no-end": ({what}: {what: string}) =>
        `With the trained ${what} drafts do not come to their end, so it was not kept; train again when there are more texts of yours.`,
    "training.says-less": ({what, said, notes, before}: {what: string; said: number; notes: number; before: number}) =>
        `With the trained ${what} drafts say ${said} of ${notes} notes, and without it ${before}, so it was not kept; train ` +
        "again when there are more texts of yours."
} satisfies Entries;
