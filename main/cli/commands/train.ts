import {UserError} from "../../../app/errors.ts";
import {readArguments} from "../arguments.ts";
import type {Command} from "../command.ts";

const usage = `idiolect train --model FILE [--from FOLDER…|--data DIR] [--out PLUG]

Trains a plug for a model on this machine.`;

export const train: Command = {summary: "train a plug for another model (not in this version)", usage, run};

async function run(args: readonly string[]): Promise<void> {
    readArguments(args, {model: {type: "string"}, from: {type: "string", multiple: true}, data: {type: "string"}, out: {type: "string"}}, true);
    throw new UserError("Training a plug on this machine comes with the trainer, which is not in this version: use the embedded model, or a plug that was made for yours.");
}
