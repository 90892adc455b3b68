import {changeSettings, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";

/** as in the contract */
const mostRules = 50;

/** Adds a rule, unless it is already there. */
export async function addRule(rule: string, said: string): Promise<boolean> {
    const {rules} = settings.get();
    if (rules.includes(rule)) return true;
    return attempt(() => changeSettings({rules: [...rules, rule].slice(-mostRules)}), said);
}

export async function removeRule(rule: string): Promise<boolean> {
    return attempt(() => changeSettings({rules: settings.get().rules.filter((each) => each !== rule)}));
}
