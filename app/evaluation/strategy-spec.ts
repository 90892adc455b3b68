import {parseStrategy, type Strategy} from "../drafting/strategy.ts";
import {CommandError} from "../errors.ts";

/** A strategy with its settings, written `NAME[@STRENGTH][/ITEMS]`: `plug`, `plug@0.5`, `plug/4`, `shuffled@1.5/16`. */
export interface StrategySpec {
    /** as it was written; heading of the column */
    readonly name: string;
    readonly strategy: Strategy;
    /** α */
    readonly strength: number;
    /** only this many of the most recent history items; null: all */
    readonly items: number | null;
}

/**
 * @param defaults for what a spec leaves out
 * @throws CommandError for an unknown strategy or a number that is none
 */
export function parseStrategySpecs(
    text: string,
    defaults: {readonly strength: number; readonly items: number | null}
): readonly StrategySpec[] {
    const names = text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "");
    if (names.length === 0) throw new CommandError("No strategy is named: give at least one, for example --strategies none,plug.");
    return [...new Set(names)].map((name) => {
        const match = /^([a-z0-9+-]+?)(?:@(\d+(?:\.\d+)?))?(?:\/(\d+))?$/i.exec(name);
        if (match === null)
            throw new CommandError(
                `The strategy ${name} cannot be read: write NAME, NAME@STRENGTH or NAME/ITEMS, for example plug@0.5/16.`
            );
        const [, strategy = "", strength, items] = match;
        return {
            name,
            strategy: parseStrategy(strategy),
            strength: strength === undefined ? defaults.strength : Number(strength),
            items: items === undefined ? defaults.items : Number(items)
        };
    });
}
