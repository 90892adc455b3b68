import {expect, it} from "vitest";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {startFailure} from "./words.ts";

it("a program that cannot start says why in the system's language, without naming a flag", () => {
    const error = new UserError(say("store.unwritten", {path: "drafts.json", why: say("store.forbidden")}));
    expect(error.message).toContain("--home");
    expect(startFailure(error, "en-GB")).toBe(
        "drafts.json could not be written: writing there is not allowed; change its permissions. Nothing was changed."
    );
    expect(startFailure(error, "de-AT")).toMatch(/^drafts\.json konnte nicht geschrieben werden: /);
    expect(startFailure(new Error("broken"), "de")).toBe("broken");
});
