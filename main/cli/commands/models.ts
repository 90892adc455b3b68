import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {UserError} from "../../../app/errors.ts";
import {ModelCatalogue, type CatalogueModel} from "../../models/catalogue.ts";
import {embeddedModel} from "../../models/manifest.ts";
import {loadedBytes} from "../../models/downloaded-files.ts";
import type {DownloadProgress} from "../../models/download.ts";
import {fetchModel} from "../../models/fetch-model.ts";
import {listOffers} from "../../models/offers.ts";
import type {Offer} from "../../models/offers.ts";
import {isServedAddress} from "../../served/address.ts";
import {findServedModels} from "../../served/find-served.ts";
import {homeFolder, readArguments, UsageError} from "../arguments.ts";
import type {Command} from "../command.ts";
import {Terminal, table} from "../terminal.ts";

const usage = `idiolect models [list]            the models on this machine, and those of the catalogue
idiolect models add FILE          add a GGUF file, with its SHA-256; the file stays where it is
idiolect models add NAME          download a model of the catalogue; run it again to go on after a break
idiolect models add https://…     download a GGUF file from an address (--sha256 HASH: it must be this one)
idiolect models served            models that Ollama, LM Studio or llama.cpp serve on this machine
idiolect models add ADDRESS#NAME  use such a model (http://127.0.0.1:11434/v1#llama3.2): by examples and habits; voice vectors need a file
idiolect models use NAME          draft with this model from now on
idiolect models verify NAME       is the file unchanged? (--sha256 HASH: is it this one?)
idiolect models remove NAME       take it off the list; a file that was downloaded is deleted, others stay

NAME is a model's id, name or path, in the catalogue its id. Only add NAME and add https://… use a network, and ask only that host.
Of a split model (NAME-00001-of-00003.gguf) any part stands for all.`;

export const models: Command = {summary: "the models on this machine: list, add, download, use, verify, remove", usage, run};

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {
        values,
        positionals: [action = "list", name, ...rest]
    } = readArguments(args, {sha256: {type: "string"}}, true);
    const terminal = new Terminal(values.json);
    const catalogue = new ModelCatalogue(
        homeFolder(values.home),
        embeddedModel(fileURLToPath(new URL("../../../resources", import.meta.url)))
    );
    if (rest.length > 0) throw new UsageError(`models ${action} takes one name: see --help.`);
    const named = () => {
        if (name === undefined) throw new UsageError(`models ${action} needs a model: see \`idiolect models list\`.`);
        return name;
    };
    switch (action) {
        case "list": {
            if (name !== undefined) throw new UsageError("models list takes no name: see --help.");
            const list = await catalogue.list();
            const offers = await Promise.all(
                listOffers().map(async (offer) => ({...offer, loaded: await loadedBytes(offer.files, catalogue.downloads)}))
            );
            const local =
                list.length === 0
                    ? "There is no model: the one that comes with Idiolect is missing, add one with `idiolect models add FILE`."
                    : modelTable(list);
            terminal.result({models: list, offers}, `${local}\n\nTo download with \`idiolect models add NAME\`:\n${offerTable(offers)}`);
            return;
        }
        case "add": {
            const model = await addModel(catalogue, named(), values.sha256 ?? null, terminal, signal);
            terminal.result(
                model,
                `${model.name} is in the list as ${model.id}${model.fit.fits ? "." : "; it does not fit this machine's memory."}`
            );
            return;
        }
        case "served": {
            const found = await findServedModels();
            terminal.result(
                {served: found},
                found.length === 0
                    ? "No program serves a model on this machine's usual ports: start Ollama, LM Studio or llama.cpp's server."
                    : table(
                          ["program", "model", "address"],
                          found.map(({program, name: model, address}) => [program, model, address])
                      )
            );
            return;
        }
        case "use": {
            const model = await catalogue.use(named());
            terminal.result(model, `Drafts are written with ${model.name} from now on.`);
            return;
        }
        case "remove": {
            const model = await catalogue.remove(named());
            terminal.result(
                model,
                model.downloaded
                    ? `${model.name} is off the list and its file is deleted.`
                    : `${model.name} is off the list; ` +
                          `${model.served ? "the program that serves it keeps it" : `its file stays at ${model.path}`}.`
            );
            return;
        }
        case "verify": {
            const verification = await catalogue.verify(named(), values.sha256?.toLowerCase());
            if (!verification.ok) throw new UserError(verification.sentence);
            terminal.result(verification, verification.sentence.text);
            return;
        }
        default:
            throw new UsageError(`There is no action ${action} for models: choose list, add, served, use, verify or remove.`);
    }
}

/** A file path if the file exists, else a URL, else a name of the catalogue. */
async function addModel(
    catalogue: ModelCatalogue,
    name: string,
    sha256: string | null,
    terminal: Terminal,
    signal: AbortSignal
): Promise<CatalogueModel> {
    if (isServedAddress(name)) return catalogue.add(name);
    const isAddress = /^https?:\/\//i.test(name);
    const isOffer = listOffers().some(({id}) => id === name) && !existsSync(name);
    if (!isAddress && !isOffer) return catalogue.add(name);
    if (sha256 !== null && !/^[0-9a-f]{64}$/i.test(sha256)) throw new UsageError("--sha256 takes 64 hexadecimal digits.");
    const choice = isAddress ? {url: name, sha256} : {offer: name};
    const {model, sentence} = await fetchModel(catalogue, choice, {
        signal,
        onProgress: (progress) => terminal.progress(progressLine(progress))
    });
    terminal.note(sentence.text);
    return model;
}

function progressLine({stage, done, total, rate}: DownloadProgress): string {
    if (stage === "connect") return "Asking the host…";
    if (stage === "check") return "Checking the SHA-256…";
    const left = rate === null || rate === 0 || total === null ? "" : `, ${Math.ceil((total - done) / rate)} s left`;
    return (
        `Downloaded ${Math.floor(done / 1e6)} of ${total === null ? "?" : Math.ceil(total / 1e6)} ` +
        `MB${rate === null ? "" : ` (${(rate / 1e6).toFixed(1)} MB/s${left})`}`
    );
}

function offerTable(offers: readonly (Offer & {readonly loaded: number})[]): string {
    return table(
        ["name", "model", "size", "memory", "fits", "vectors", "licence", "SHA-256", "downloaded"],
        offers.map((offer) => [
            offer.id,
            `${offer.name} ${offer.quantisation}`,
            `${Math.round(offer.size / 1e6)} MB`,
            `${Math.round(offer.fit.needed / 1e6)} MB`,
            offer.fit.fits ? "yes" : "no",
            offer.takesVectors ? "yes" : "no",
            offer.licence,
            offer.files.every((file) => file.sha256 !== null) ? "known" : "from the host",
            offer.loaded === 0 ? "" : `${Math.round(offer.loaded / 1e6)} MB`
        ])
    );
}

function modelTable(list: readonly CatalogueModel[]): string {
    return table(
        ["id", "name", "architecture", "size", "fits", "state", "path"],
        list.map((model) => [
            model.id,
            model.name,
            model.architecture,
            `${Math.round(model.size / 1e6)} MB`,
            model.fit.fits ? "yes" : "no",
            model.present ? (model.inUse ? "in use" : "") : "missing or changed",
            model.path
        ])
    );
}
