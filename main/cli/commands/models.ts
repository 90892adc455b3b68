import {fileURLToPath} from "node:url";
import {UserError} from "../../../app/errors.ts";
import {ModelCatalogue, type CatalogueModel} from "../../models/catalogue.ts";
import {embeddedModel} from "../../models/manifest.ts";
import {homeFolder, readArguments, UsageError} from "../arguments.ts";
import type {Command} from "../command.ts";
import {Terminal, table} from "../terminal.ts";

const usage = `idiolect models [list]
idiolect models add FILE         note a GGUF file, with its SHA-256; the file stays where it is
idiolect models use NAME         draft with this model from now on
idiolect models verify NAME      is the file unchanged? (--sha256 HASH: is it this one?)
idiolect models remove NAME      take it off the list; the file stays

NAME is a model's id, name or path. Nothing is ever fetched from a network.`;

export const models: Command = {summary: "the models on this machine: list, add, use, verify, remove", usage, run};

async function run(args: readonly string[]): Promise<void> {
    const {values, positionals: [action = "list", name, ...rest]} = readArguments(args, {sha256: {type: "string"}}, true);
    const terminal = new Terminal(values.json);
    const catalogue = new ModelCatalogue(homeFolder(values.home), embeddedModel(fileURLToPath(new URL("../../../resources", import.meta.url))));
    if (rest.length > 0) throw new UsageError(`models ${action} takes one name: see --help.`);
    const named = () => {
        if (name === undefined) throw new UsageError(`models ${action} needs a model: see \`idiolect models list\`.`);
        return name;
    };
    switch (action) {
        case "list": {
            if (name !== undefined) throw new UsageError("models list takes no name: see --help.");
            const list = await catalogue.list();
            terminal.result({models: list}, list.length === 0 ? "There is no model: the embedded one is missing, add one with `idiolect models add FILE`." : modelTable(list));
            return;
        }
        case "add": {
            const model = await catalogue.add(named());
            terminal.result(model, `${model.name} is in the list as ${model.id}${model.fit.fits ? "." : "; it does not fit this machine's memory."}`);
            return;
        }
        case "use": {
            const model = await catalogue.use(named());
            terminal.result(model, `Drafts are written with ${model.name} from now on.`);
            return;
        }
        case "remove": {
            const model = await catalogue.remove(named());
            terminal.result(model, `${model.name} is off the list; its file stays at ${model.path}.`);
            return;
        }
        case "verify": {
            const verification = await catalogue.verify(named(), values.sha256?.toLowerCase());
            if (!verification.ok) throw new UserError(verification.sentence);
            terminal.result(verification, verification.sentence);
            return;
        }
        default: throw new UsageError(`There is no action ${action} for models: choose list, add, use, verify or remove.`);
    }
}

function modelTable(list: readonly CatalogueModel[]): string {
    return table(["id", "name", "architecture", "size", "fits", "state", "path"], list.map((model) => [
        model.id, model.name, model.architecture, `${Math.round(model.size / 1e6)} MB`, model.fit.fits ? "yes" : "no",
        model.present ? (model.inUse ? "in use" : "") : "missing or changed", model.path,
    ]));
}
