import {join} from "node:path";
import type {Handlers, ModelsState} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Idiolect} from "../idiolect.ts";
import type {CatalogueModel} from "../models/catalogue.ts";
import {begunDownloads, discardParts, fileNameOf, loadedBytes} from "../models/downloaded-files.ts";
import {checkNotRunning, fetchModel, sourceOfChoice} from "../models/fetch-model.ts";
import {machineMemory, machineThreads} from "../models/fit.ts";
import {architectureTakesVectors, listOffers} from "../models/offers.ts";
import {findPlug, plugFolders} from "../models/plugs.ts";
import {findServedModels} from "../served/find-served.ts";
import {hasPersona} from "../training/persona-files.ts";
import type {ApiServices} from "./services.ts";
import {readSettings} from "./settings.ts";

/** The models on this machine, the one in use, whether it has a persona of the user, and models that can be downloaded. */
export function modelsHandlers({idiolect, trainings}: ApiServices): Handlers<"models"> {
    const state = () => modelsState(idiolect());
    return {
        "models.state": state,
        "models.findServed": async (_input, {signal}) => (await findServedModels(undefined, signal)).map((each) => ({...each})),
        "models.add": async ({path}) => {
            await idiolect().models.add(path);
            return state();
        },
        "models.download": async (choice, {signal, progress}) => {
            const {model, sentence} = await fetchModel(idiolect().models, choice, {
                signal,
                onProgress: ({stage, done, total, rate}) =>
                    progress({
                        stage,
                        done,
                        total,
                        rate,
                        secondsLeft: rate === null || rate === 0 || total === null ? null : (total - done) / rate
                    })
            });
            return {state: await state(), id: model.id, sentence};
        },
        "models.discardDownload": async (choice) => {
            const {files} = sourceOfChoice("offer" in choice ? choice : {...choice, sha256: null});
            const {downloads} = idiolect().models;
            checkNotRunning(files, downloads);
            await discardParts(files, downloads);
            return state();
        },
        "models.use": async ({id}) => {
            if (trainings.running) throw new UserError(say("model.in-training"));
            await useModel(idiolect(), id);
            return state();
        },
        "models.remove": async ({id}) => {
            const removed = await idiolect().models.remove(id);
            if (removed.inUse) idiolect().useModel();
            return state();
        },
        "models.verify": async ({id}) => ({sentence: (await idiolect().models.verify(id)).sentence})
    };
}

async function modelsState(idiolect: Idiolect): Promise<ModelsState> {
    const {models, engine, resources, home} = idiolect;
    const loaded = engine.model;
    const local = await models.list();
    const list = await Promise.all(
        local.map(async (model) => ({
            id: model.id,
            name: model.name,
            path: model.path,
            size: model.size,
            architecture: model.architecture,
            inUse: model.inUse,
            embedded: model.embedded,
            fits: model.served ? null : model.fit.fits,
            served: model.served,
            downloaded: model.downloaded,
            takesVectors: architectureTakesVectors(model.architecture),
            plug: (await findPlug(plugFolders(home, resources), loaded?.sha256 === model.sha256 ? loaded : model)) !== null,
            trained: model.sha256 !== null && (await hasPersona(home, model.sha256)),
            plugRefusal: loaded !== null && loaded.sha256 === model.sha256 ? loaded.plugRefusal : null
        }))
    );
    const threads = readSettings(idiolect).threads;
    return {
        models: list,
        offers: await offersFor(local, models.downloads),
        begun: await begunByAddress(models.downloads),
        memory: machineMemory(),
        threads: threads === 0 ? machineThreads() : threads
    };
}

/** Loads the model; one that cannot be loaded does not stay selected. */
async function useModel(idiolect: Idiolect, id: string): Promise<void> {
    const {models} = idiolect;
    const before = (await models.list()).find(({inUse}) => inUse);
    const {path} = await models.use(id);
    idiolect.useModel(path);
    await idiolect.voice().catch(async (error: unknown) => {
        if (before === undefined) {
            await models.putAside();
            idiolect.useModel();
        } else if (before.id !== id) idiolect.useModel((await models.use(before.id)).path);
        throw error;
    });
}

/** Downloads from an address that the user entered; downloads from the catalogue are listed with its entries. */
async function begunByAddress(downloads: string): Promise<ModelsState["begun"]> {
    const offered = new Set(listOffers().flatMap(({files}) => files.map(({url}) => url)));
    const begun = (await begunDownloads(downloads)).filter(({url}) => !offered.has(url) && URL.canParse(url));
    return begun.map(({url, loaded, size}) => ({url, host: new URL(url).host, loaded, total: size}));
}

async function offersFor(local: readonly CatalogueModel[], downloads: string): Promise<ModelsState["offers"]> {
    return Promise.all(
        listOffers().map(async (offer) => {
            const {id, name, maker, parameters, quantisation, architecture, licence, page, size, fit, takesVectors, files} = offer;
            return {
                id,
                name,
                maker,
                parameters,
                quantisation,
                architecture,
                licence,
                page,
                size,
                takesVectors,
                host: new URL(files[0]?.url ?? page).host,
                memory: fit.needed,
                fits: fit.fits,
                sha256Known: files.every(({sha256}) => sha256 !== null),
                loaded: await loadedBytes(files, downloads),
                added: local.some(({sha256, path}) =>
                    files.some((file) => sha256 === file.sha256 || path === join(downloads, fileNameOf(file.url)))
                )
            };
        })
    );
}
