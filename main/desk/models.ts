import {join} from "node:path";
import type {Handlers, ModelsState} from "../../app/contract/index.ts";
import {machineMemory, machineThreads} from "../models/fit.ts";
import {findPlug} from "../models/plugs.ts";
import type {DeskServices} from "./services.ts";
import {readSettings} from "./settings.ts";

/** The models on this machine, which one writes, and whether it knows the user's voice. */
export function modelsHandlers({idiolect}: DeskServices): Handlers<"models"> {
    const state = async (): Promise<ModelsState> => {
        const {models, engine, resources, home} = idiolect();
        const loaded = engine.model;
        const list = await Promise.all((await models.list()).map(async (model) => ({
            id: model.id, name: model.name, path: model.path, size: model.size, architecture: model.architecture,
            inUse: model.inUse, embedded: model.embedded, fits: model.fit.fits,
            plug: (await findPlug([join(resources, "plug"), join(home, "plugs")], loaded?.sha256 === model.sha256 ? loaded : model)) !== null,
            plugRefusal: loaded !== null && loaded.sha256 === model.sha256 ? loaded.plugRefusal : null
        })));
        const threads = readSettings(idiolect()).threads;
        return {models: list, memory: machineMemory(), threads: threads === 0 ? machineThreads() : threads};
    };
    return {
        "models.state": state,
        "models.add": async ({path}) => {
            await idiolect().models.add(path);
            return state();
        },
        "models.use": async ({id}) => {
            const services = idiolect();
            const {models} = services;
            const before = (await models.list()).find(({inUse}) => inUse);
            const {path} = await models.use(id);
            services.useModel(path);
            await services.voice().catch(async (error: unknown) => {
                // one that cannot be loaded is not left chosen
                if (before === undefined) {
                    await models.putAside();
                    services.useModel();
                } else if (before.id !== id) services.useModel((await models.use(before.id)).path);
                throw error;
            });
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
