import type {Entries} from "../entry.ts";

type Name = {name: string};
type Path = {path: string};
type Host = {host: string};
const kept = "what was downloaded is kept, and the next try goes on from there.";
/** of bytes */
const megabytes = (size: number): string => `${Math.ceil(size / 1e6).toLocaleString("en")} MB`;
const bytes = (size: number): string => `${size.toLocaleString("en")} bytes`;

/** The list of models, their files before they are loaded, downloads, and models that other programs serve. */
export const models = {
    "model.unreadable": ({path}: Path) => `The model ${path} cannot be read: check the path and its permissions.`,
    "model.no-file": ({path}: Path) => `The model ${path} is not a file that can be read: name a GGUF file.`,
    "model.cut-off": ({path}: Path) => `The model ${path} is cut off: copy or download it again.`,
    "model.not-gguf": ({path}: Path) => `${path} is not a GGUF model: choose a file that ends in .gguf and was made for llama.cpp.`,
    "model.gguf-version": ({path, version}: Path & {version: number}) =>
        `${path} has GGUF version ${version}, which is not supported: convert the model again with a current llama.cpp.`,
    "model.header-damaged": ({path, why}: Path & {why: string}) => `The model ${path} is damaged, as ${why}: copy or download it again.`,
    "model.header-long": ({megabytes: most}: {megabytes: number}) => `its header is longer than ${most} MB`,
    "model.part-missing": ({path, parts}: Path & {parts: number}) =>
        `A part of the model ${path} is missing: copy all ${parts} files again.`,
    "model.embedded": "This model comes with Idiolect and cannot be removed: name another one.",
    "model.not-listed": {
        command: ({name}: Name) => `There is no model ${name} in the list: see \`idiolect models list\`, or add its file.`,
        window: ({name}: Name) => `There is no model ${name} in the list: add its file.`
    },
    "model.put-aside": ({name}: Name) =>
        `The model ${name} did not finish loading last time, so it was put aside, and the model that comes with Idiolect ` +
        `writes from now on: try again, or choose ${name} once more among the models.`,
    "model.in-training": "A voice is being trained for the model in use: pause the training under “My voice” first.",
    "model.list-damaged": ({path}: Path) => `The list of models ${path} is damaged: install Idiolect again.`,
    "model.check-served": ({name, path}: Name & Path) =>
        `${name} is served by another program at ${path}: it has no file here that could be checked.`,
    "model.check-missing": ({name, path}: Name & Path) =>
        `${name} is missing or has another size at ${path}: copy it there again, or remove it from the list.`,
    "model.check-good": ({name, found}: Name & {found: string}) => `${name} is unchanged: SHA-256 ${found}.`,
    "model.check-bad": ({name, found, expected}: Name & {found: string; expected: string}) =>
        `${name} is damaged or was changed: its SHA-256 is ${found}, not ${expected}; copy or download it again.`,

    "plug.unreadable": ({path}: Path) => `The plug ${path} cannot be read: check the path and its permissions.`,

    "download.unknown-offer": {
        command: ({id, known}: {id: string; known: readonly string[]}) =>
            `The catalogue has no model ${id}: choose one of ${known.join(", ")}, or give an address or a file.`,
        window: ({id}: {id: string; known: readonly string[]}) =>
            `The catalogue has no model ${id}: choose another one, or give an address.`
    },
    "download.no-address": ({address}: {address: string}) =>
        `${address} is not the address of a GGUF file: such an address begins with https://, and its path ends in .gguf.`,
    "download.unencrypted": ({address}: {address: string}) => `${address} is not encrypted: give an address that begins with https://.`,
    "download.password": "The address holds a password, which would be kept in files and logs: leave it out.",
    "download.many-parts": ({name, parts}: Name & {parts: number}) =>
        `${name} says that it is one of ${parts.toLocaleString("en")} parts, and no model has so many: check the address.`,
    "download.split-hash": {
        command: "A split model has a SHA-256 for each part: leave --sha256 out, and verify the parts afterwards.",
        window: "A split model has a SHA-256 for each part: leave the SHA-256 out, and check the model afterwards."
    },
    "download.running": "This model is being downloaded already: wait for it, or cancel it first.",
    "download.done": ({name, checked}: Name & {checked: string}) => `${name} is in the list. ${checked}`,
    "download.checked-catalogue": "Its SHA-256 is the one that was expected.",
    "download.checked-host": "No SHA-256 was known for it beforehand; it is the one that its host announces.",
    "download.checked-size": "No SHA-256 is known for it, so nothing but its size was checked.",
    "download.other-host": ({host, allowed}: Host & {allowed: readonly string[]}) =>
        `The download leads to ${host}, which is not one of its allowed hosts (${allowed.join(", ")}), so nothing was asked ` +
        "there: choose another source.",
    "download.bad-redirect": ({host}: Host) => `${host} answered with something that is not an address: try again later.`,
    "download.not-found": ({host, path}: Host & Path) => `${host} has no file ${path}: check the address.`,
    "download.login": ({host, path}: Host & Path) =>
        `${host} gives ${path} only to those who are logged in or have accepted a licence: download it in a browser and add the file.`,
    "download.same-name": ({path}: Path) =>
        `${path} exists already and is not the file at this address: remove that model or move its file away, and download again.`,
    "download.other-file": ({path}: Path) => `${path} exists already and is not the catalogue's file: move it away and download again.`,
    "download.replaced": ({name, size, expected}: Name & {size: number; expected: number}) =>
        `${name} is ${bytes(size)} at its host and ${bytes(expected)} in the catalogue: it was replaced there; update ` +
        "Idiolect, or give the file's address.",
    "download.no-room": ({name, folder, needed, free}: Name & {folder: string; needed: number; free: number}) =>
        `${name} needs ${megabytes(needed)} more on the disk of ${folder}, where ${megabytes(free)} are free: make room and ` +
        "try again; what was downloaded is kept.",
    "download.no-model": ({name, host}: Name & Host) =>
        `What ${host} sent for ${name} is not a GGUF model but perhaps a page that asks to log in: open the address in a browser.`,
    "download.too-long": ({name, size}: Name & {size: number}) =>
        `${name} is longer than its host said (${bytes(size)}): try again later, or choose another source.`,
    "download.damaged": ({name, found, expected}: Name & {found: string; expected: string}) =>
        `${name} was damaged on its way or is another file: its SHA-256 is ${found}, not ${expected}; it was deleted, download it again.`,
    "download.stalled": ({name, host, seconds}: Name & Host & {seconds: number}) =>
        `The download of ${name} stalled: ${host} sent nothing for ${seconds} s; ${kept}`,
    "download.broke": ({host, why}: Host & {why: string}) => `The connection to ${host} broke (${why}): check the network; ${kept}`,
    "download.other-bytes": ({start, from}: {start: number; from: number}) =>
        `the host sent bytes from ${start}, asked were those from ${from}`,
    "download.status": ({host, status}: Host & {status: number}) => `${host} answered with status ${status}`,
    "download.disk-full": ({path}: Path) => `The disk is full at ${path}: make room and try again; what was downloaded is kept.`,
    "download.forbidden": ({path}: Path) => `${path} may not be written: check the folder's permissions.`,

    "served.no-address": ({address}: {address: string}) =>
        `${address} is not the address of a served model: such an address looks like http://127.0.0.1:11434/v1#NAME.`,
    "served.other-machine": ({host}: Host) =>
        `${host} is another machine, and your texts stay on this one: only models served on 127.0.0.1 can be used.`,
    "served.no-model": ({base, name, others}: Name & {base: string; others: readonly string[]}) =>
        `${base} has no model ${name}: ${others.length === 0 ? "install one there" : `choose one of ${others.join(", ")}`}.`,
    "served.no-likelihood": "A served model does not tell how likely a text is: choose a model file for that.",
    "served.no-trained": "A served model takes no trained voice: choose a model file for that.",
    "served.no-vectors": "A served model takes no voice vectors: choose a strategy without them, or a model file of your own.",
    "served.text-alone": ({name}: Name) =>
        `${name} is served by another program, which takes text alone: it drafts by examples and habits. Voice vectors need a ` +
        "model file of your own.",
    "served.no-server": ({base, status}: {base: string; status: number}) =>
        `${base} does not answer as a model server does (status ${status}): check the address.`,
    "served.stopped": ({name, base, why}: Name & {base: string; why: string}) =>
        `${name} at ${base} stopped with an error (${why}): try again, or choose another model.`,
    "served.nothing-answers": ({origin}: {origin: string}) =>
        `Nothing answers at ${origin}: start the program that serves the model (Ollama, LM Studio), or choose another.`,
    "served.cannot-answer": ({name, base, why}: Name & {base: string; why: string}) =>
        `${name} at ${base} cannot answer (${why}): check that the model is installed there.`,
    "served.status": ({status}: {status: number}) => `status ${status}`
} satisfies Entries;
