import type {Entries} from "../entry.ts";

type Name = {name: string};
type Path = {path: string};
type How = {how: string};

const tokens = (count: number): string => `${count.toLocaleString("en")} tokens`;

/** The language model while it is loaded and writes. */
export const engine = {
    "engine.no-model": "No language model is loaded; choose one first.",
    "engine.shut-down": "The language model was shut down.",
    "engine.no-llama": {
        command: 'llama.cpp cannot be started on this machine; run "npm ci" to install it again.',
        window: "llama.cpp cannot be started on this machine; install Idiolect again."
    },
    "engine.crashed-loading": ({name, how}: Name & How) =>
        `The model ${name} crashed the engine while it was loaded (${how}); choose another model.`,
    "engine.crashed-again": ({how}: How) => `The language model crashed again (${how}); choose another model or restart Idiolect.`,
    "engine.crashed": ({how}: How) => `The language model crashed (${how}) and was started again; try again.`,
    "engine.silent": ({seconds}: {seconds: number}) => `no answer for ${seconds} seconds`,
    "engine.nonsense": "an answer that makes no sense",
    "engine.crashes": ({count}: {count: number}) =>
        `The language model crashed ${count} times within a few minutes; choose another model or restart Idiolect.`,
    "engine.prompt-too-long": ({length, name, room}: Name & {length: number; room: number}) =>
        `The prompt is ${tokens(length)} long and the model ${name} holds ${tokens(room)}; shorten the text or choose a model ` +
        "with a larger context.",
    "engine.text-too-long": ({length, name, room}: Name & {length: number; room: number}) =>
        `Prompt and text are ${tokens(length)} long and the model ${name} holds ${tokens(room)}; shorten the text or choose a ` +
        "model with a larger context.",
    "engine.persona-too-long": "The voice alone fills the model's context; choose a model with a larger one.",

    "model.not-there": ({path}: Path) => `There is no model at ${path}; check the path.`,
    "model.unopened": ({path, code}: Path & {code: string}) => `The model ${path} cannot be opened (${code}); check its permissions.`,
    "model.not-file": ({path}: Path) => `${path} is not a file; give the path of a GGUF model.`,
    "model.other-format": ({name}: Name) => `${name} is not a GGUF model; Idiolect runs models in that format only.`,
    "model.damaged": ({name, how}: Name & How) => `The model ${name} is damaged: ${how}; download or copy it again.`,
    "model.damaged-header": "its header cannot be read",
    "model.damaged-no-tensors": "it holds no tensors",
    "model.damaged-cut": "it ends before its last tensor does",
    "model.damaged-long": "it goes on long after its last tensor",
    "model.damaged-weights": "its weights hold values that are not numbers",
    "model.damaged-answer": "what it says of itself makes no sense",
    "model.unusable": ({name, why}: Name & {why: string}) =>
        `The model ${name} cannot be used (${why}): it is damaged, or made in a way that Idiolect does not know; choose another one.`,
    "model.no-embeddings": ({name, tensor}: Name & {tensor: string}) => `${name} holds no ${tensor}`,
    "model.ended": ({name}: Name) => `${name} ended while its embeddings were read`,
    "model.template-deaf": "the chat template leaves out what the user says",
    "model.unknown-kind": ({name}: Name) =>
        `The model ${name} cannot be loaded: it is damaged, or of a kind that this llama.cpp does not know; choose another one.`,
    "model.unknown-tensor": ({name}: Name) =>
        `The model's tensor ${name} is of a type that this llama.cpp does not know; use another quantisation.`,
    "model.no-memory": ({name}: Name) =>
        `There is not enough free memory for the model ${name}; close other programs or choose a smaller one.`,
    "model.no-writer": ({name}: Name) => `The model ${name} is not made to write text; choose a language model.`,
    "model.template": ({name, fault}: Name & {fault: string}) =>
        `The chat template of ${name} ${fault}, so the model cannot be used; choose another one.`,
    "model.template-untried": "cannot be tried",
    "model.template-time": ({seconds}: {seconds: number}) => `does not end within ${seconds} seconds`,
    "model.template-endless": "calls itself or grows without end",
    "model.template-long": ({characters}: {characters: number}) => `makes ${characters.toLocaleString("en")} characters of a few words`,
    "model.template-memory": ({megabytes}: {megabytes: number}) => `takes more than ${megabytes} MB`,

    "model.no-persona": "This model cannot take a voice; choose another model.",
    "model.no-persona-why": ({why}: {why: string}) => `This model cannot take a voice: ${why}.`,
    "model.several-axes": "its positions have several axes (M-RoPE)",
    "model.layers-look-up": "each of its layers looks words up by their number",
    "model.other-input": "its input is not a row of its embedding matrix",
    "model.not-repeatable": "the same vectors gave different results twice",
    "model.rows-differ": "the rows of its embedding matrix gave other results as vectors than as words",
    "model.adapter": ({name}: Name) => `The trained adapter ${name} cannot be used with this model; train it again.`,

    "hook.other-version": {
        command: ({needed, found}: {needed: string; found: string}) =>
            `The voice needs node-llama-cpp ${needed}, but ${found} is installed; run "npm ci" to install the right one.`,
        window: ({needed, found}: {needed: string; found: string}) =>
            `The voice needs node-llama-cpp ${needed}, but ${found} is installed; install Idiolect again.`
    },
    "hook.not-built": {
        command: 'The persona hook is not built; run "npm run install" in Idiolect\'s folder.',
        window: "The part that puts your voice in front of the model is missing from this copy of Idiolect; install Idiolect again."
    },

    "encoder.unusable": {
        command: ({folder, why}: {folder: string; why: string}) =>
            `The style encoder in ${folder} cannot be used (${why}): install Idiolect again, or name another folder with --encoder.`,
        window: ({folder, why}: {folder: string; why: string}) =>
            `The style encoder in ${folder} cannot be used (${why}): install Idiolect again.`
    },
    "encoder.unopened": {
        command: ({folder, why}: {folder: string; why: string}) =>
            `The style encoder in ${folder} cannot be opened (${why}): install Idiolect again, or name another folder with --encoder.`,
        window: ({folder, why}: {folder: string; why: string}) =>
            `The style encoder in ${folder} cannot be opened (${why}): install Idiolect again.`
    },
    "encoder.no-output": ({size}: {size: number}) => `it has no last_hidden_state of size ${size}`,
    "encoder.closed": "The style encoder was closed.",
    "encoder.stopped": ({why}: {why: string}) => `The style encoder stopped (${why}): try again.`,
    "encoder.worker-ended": "its thread ended",

    "sampling.seed": ({seed, most}: {seed: number; most: number}) => `${seed} is not a seed; use a whole number from 0 to ${most}.`,
    "sampling.temperature": "The temperature has to be a number from 0 to 100; change it and try again.",
    "sampling.top-p": "topP has to be a number from 0 to 1; change it and try again.",
    "sampling.top-k": "topK has to be a whole number from 0 on; change it and try again.",
    "sampling.min-p": "minP has to be a number from 0 to 1; change it and try again.",
    "sampling.repeat-penalty": "The repeat penalty has to be a number from 0.01 to 100; change it and try again.",
    "sampling.dry": "The strength of DRY has to be a number from 0 to 1; change it and try again.",
    "sampling.apart": "What repeated runs lose has to be a number from 0 to 100; change it and try again.",
    "sampling.max-tokens": "A draft has to be at least one token long; change it and try again."
} satisfies Entries;
