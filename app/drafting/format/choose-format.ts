import {ChatFormat} from "./chat-format.ts";
import {ContinuationFormat} from "./continuation-format.ts";
import type {FormatModel, PromptFormat} from "./format.ts";

/** The format for a model: its own chat template if it has one; else continuation of a document. */
export function chooseFormat(model: FormatModel): PromptFormat {
    return model.chat === null ? new ContinuationFormat(model) : new ChatFormat(model, model.chat);
}
